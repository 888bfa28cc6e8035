"""Riders, bikes and rides on disk, behind a small interface."""
