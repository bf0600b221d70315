/** A date of the API in words, as precise as its source: `2024-10` is “October 2024”. */
export function inWords(date: string): string {
  const [year = "", month, day] = date.slice(0, 10).split("-");
  const moment = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)));
  return moment.toLocaleDateString("en-GB", {
    timeZone: "UTC",
    year: "numeric",
    ...(month && { month: "long" }),
    ...(day && { day: "numeric" }),
  });
}
