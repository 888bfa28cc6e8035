// Times of a route as people say them.

/** Minutes, or minutes and seconds below ten of them: "16 min", "3:45 min". */
export function minutes(seconds: number): string {
  if (seconds >= 600) return `${Math.round(seconds / 60)} min`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")} min`;
}
