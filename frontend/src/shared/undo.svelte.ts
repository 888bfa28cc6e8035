// A ride that was put aside can be taken back, also from the page that is opened next.
import { api } from "../api/client";

interface PutAside {
  readonly ride: string;
  readonly title: string;
}

class Undo {
  offered = $state<PutAside | null>(null);

  /** Put a ride aside. */
  async remove(ride: string, title: string): Promise<void> {
    await api.remove(`/api/rides/${ride}`);
    this.offered = { ride, title };
  }

  /** Take the last one back; its id. */
  async takeBack(): Promise<string | null> {
    const aside = this.offered;
    if (aside === null) return null;
    await api.post<void>(`/api/rides/${aside.ride}/undelete`);
    this.offered = null;
    return aside.ride;
  }
}

export const undo = new Undo();
