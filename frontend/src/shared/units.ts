// Quantities as people read and type them. The server speaks SI; only screens know pounds.
import type { Units } from "../api/types";

const KG_PER_LB = 0.45359237;
const M_PER_IN = 0.0254;
const M_PER_FT = 0.3048;
const M_PER_MI = 1609.344;

export const massUnit = (units: Units) => (units === "metric" ? "kg" : "lb");
export const heightUnit = (units: Units) => (units === "metric" ? "cm" : "in");

export function showMass(mass_kg: number, units: Units): number {
  return round(units === "metric" ? mass_kg : mass_kg / KG_PER_LB, 1);
}

export function readMass(shown: number, units: Units): number {
  return round(units === "metric" ? shown : shown * KG_PER_LB, 2);
}

export function showHeight(height_m: number, units: Units): number {
  return units === "metric" ? Math.round(height_m * 100) : round(height_m / M_PER_IN, 1);
}

export function readHeight(shown: number, units: Units): number {
  return round(units === "metric" ? shown / 100 : shown * M_PER_IN, 3);
}

/** A distance with its unit, like "12.4 km". */
export function showDistance(distance_m: number, units: Units, language: string): string {
  const [size, unit] = units === "metric" ? [1000, "km"] : [M_PER_MI, "mi"];
  return `${(distance_m / size).toLocaleString(language, { maximumFractionDigits: 1 })} ${unit}`;
}

/** How far up, with its unit, like "120 m". */
export function showRise(rise_m: number, units: Units): string {
  return units === "metric" ? `${Math.round(rise_m)} m` : `${Math.round(rise_m / M_PER_FT)} ft`;
}

/** What somebody typed as a number, with point or comma; null where it is none. */
export function readNumber(text: string): number | null {
  const trimmed = text.trim().replace(",", ".");
  if (!/^\d+(\.\d+)?$/.test(trimmed)) return null;
  return Number(trimmed);
}

function round(value: number, digits: number): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}
