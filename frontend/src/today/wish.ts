// What the rider says about today, and the query that asks the server with it.

export interface Wish {
  readonly minutes: number | null;
  readonly feels: number | null; // 0 to 10
  readonly bike: string | null; // null: the default
  readonly hill: string | null; // as a person tells it
}

export const NO_WISH: Wish = { minutes: null, feels: null, bike: null, hill: null };

export const todayQuery = ({ minutes, feels, bike }: Wish) => ({ minutes, feels, bike });
export const offerQuery = ({ bike, hill }: Wish) => ({ bike, hill });
