// What was put aside, a ride or a workout, can be taken back, also from the page that is opened next.
import { api } from "../api/client";

interface PutAside {
  readonly path: string; // of the API
  readonly title: string;
}

class Undo {
  offered = $state<PutAside | null>(null);

  /** Put something aside. */
  async remove(path: string, title: string): Promise<void> {
    await api.remove(path);
    this.offered = { path, title };
  }

  /** Take the last one back; whether there was one. */
  async takeBack(): Promise<boolean> {
    const aside = this.offered;
    if (aside === null) return false;
    await api.post<void>(`${aside.path}/undelete`);
    this.offered = null;
    return true;
  }
}

export const undo = new Undo();
