// Quantities as people read and type them. The server speaks SI; only screens know pounds.
import type { Units } from "../api/types";

const KG_PER_LB = 0.45359237;
const M_PER_IN = 0.0254;
const M_PER_FT = 0.3048;
const M_PER_MI = 1609.344;
const PSI_PER_BAR = 14.503774;

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

export const riseUnit = (units: Units) => (units === "metric" ? "m" : "ft");
export const readRise = (rise_m: number, units: Units) => (units === "metric" ? rise_m : rise_m / M_PER_FT);

/** A sentence in metres and kilometres ("Ride 640 m at 3.5 %") in the units of choice. */
export function inUnits(sentence: string, units: Units): string {
  if (units === "metric") return sentence;
  return sentence.replace(/(?<!\b(?:to|bis) )\b(\d+(?:[.,]\d+)?) (k?m)\b(?!\/)/g, (_, number: string, unit: string) => {
    const value = Number(number.replace(",", "."));
    if (unit === "km") return `${round((value * 1000) / M_PER_MI, 1)} mi`;
    const feet = value / M_PER_FT;
    return `${feet < 100 ? Math.round(feet) : 10 * Math.round(feet / 10)} ft`;
  });
}

/** A speed with its unit, like "9.4 km/h". */
export function showSpeed(speed_mps: number, units: Units, language: string): string {
  const [size, unit] = units === "metric" ? [1000, "km/h"] : [M_PER_MI, "mph"];
  const shown = ((speed_mps * 3600) / size).toLocaleString(language, { maximumFractionDigits: 1 });
  return `${shown} ${unit}`;
}

/** A tyre pressure with its unit, like "5.6 bar". */
export function showPressure(bar: number, units: Units, language: string): string {
  if (units === "imperial") return `${Math.round(bar * PSI_PER_BAR)} psi`;
  return `${bar.toLocaleString(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })} bar`;
}

/** A length on the bike with its unit, like "87.2 cm" or "34.3 in". */
export function showLength(length_m: number, units: Units, language: string): string {
  const [size, unit] = units === "metric" ? [0.01, "cm"] : [M_PER_IN, "in"];
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return `${(length_m / size).toLocaleString(language, digits)} ${unit}`;
}

/** A small move with its unit, like "5 mm" or "0.2 in (5 mm)": tools and marks are in millimetres. */
export function showMove(length_m: number, units: Units, language: string): string {
  const millimetres = `${Math.round(Math.abs(length_m) * 1000)} mm`;
  if (units === "metric") return millimetres;
  const inches = (Math.abs(length_m) / M_PER_IN).toLocaleString(language, { maximumFractionDigits: 2 });
  return `${inches} in (${millimetres})`;
}

/** What was typed as a length in cm or inches, in metres. */
export const readLength = (shown: number, units: Units) =>
  round(units === "metric" ? shown / 100 : shown * M_PER_IN, 4);

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
