"""Rides in tables (CSV) of programs that export them so; each calls its columns otherwise.

table    text to a header and rows of cells
columns  names and units of columns to what they measure
moments  cells to times
reader   a table to a ride
"""
