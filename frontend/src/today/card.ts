// Saving a card for the gym in the chosen language.
import { Refusal } from "../api/client";
import { speech } from "../text/catalogue.svelte";

/** For a card's link: in German the page says it anew and saves that; else the link does it all. */
export async function saveCard(event: MouseEvent & { currentTarget: HTMLAnchorElement }): Promise<void> {
  if (speech.language !== "de") return;
  event.preventDefault();
  const { href } = event.currentTarget;
  const [answer, { tellCard }] = await Promise.all([fetch(href), import("./card.de")]);
  if (!answer.ok) throw new Refusal(answer.status, "the card could not be made");
  const card = new Blob([tellCard(await answer.text())], { type: "text/html" });
  const name = /filename="?([^";]+)/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1];
  const link = document.createElement("a");
  link.href = URL.createObjectURL(card);
  link.download = name ?? "sixhills.html";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
