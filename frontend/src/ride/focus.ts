import type { Attachment } from "svelte/attachments";

/** Gives the keyboard to what a page or a panel is opened for. */
export const focused: Attachment<HTMLElement> = (element) => element.focus({ preventScroll: true });
