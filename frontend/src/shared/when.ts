// Times and days in the reader's language.

/** "1 h 05 min", "35 min" or "45 s". */
export function showDuration(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (seconds < 60) return `${Math.round(seconds)} s`;
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

/** Of a step: "4 min", "2:30 min" or "20 s", never rounded. */
export function showSpan(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const rest = whole % 60;
  return `${Math.floor(whole / 60)}${rest === 0 ? "" : `:${String(rest).padStart(2, "0")}`} min`;
}

/** A moment as a day with its time, like "Mon, 23 Nov, 18:05"; the year where it is another one. */
export function showMoment(moment: string | Date, language: string, now = new Date()): string {
  const day = new Date(moment);
  return day.toLocaleString(language, {
    weekday: "short",
    day: "numeric",
    month: "short",
    ...(day.getFullYear() === now.getFullYear() ? {} : { year: "numeric" }),
    hour: "2-digit",
    minute: "2-digit",
  });
}

/** A day without its name, like "23 November"; the year where it is another one. */
export function showDate(day: Date, language: string, now = new Date()): string {
  const year = day.getFullYear() === now.getFullYear() ? {} : ({ year: "numeric" } as const);
  return day.toLocaleDateString(language, { day: "numeric", month: "long", ...year });
}

/** A calendar day without a time ("2026-11-23") or a moment, in long words; with the year as above. */
export function showDay(day: string | Date, language: string, now = new Date()): string {
  const moment = typeof day === "string" && day.length === 10 ? new Date(`${day}T12:00`) : new Date(day);
  return moment.toLocaleDateString(language, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(moment.getFullYear() === now.getFullYear() ? {} : { year: "numeric" }),
  });
}
