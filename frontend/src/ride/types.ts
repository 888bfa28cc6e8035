// Short names for what the server tells of a live ride (GET and WebSocket /api/live). The types are
// made of the API's own description.
import type { components } from "../api/schema";

type Schemas = components["schemas"];

export type { Posture } from "../parts/profile";
export type State = Schemas["State"];
export type Key = Schemas["Key"];
export type Gear = Schemas["Gear"];
export type Command = Schemas["Command"];
export type Segment = Schemas["Segment"];
export type Prescription = Schemas["Prescription"];
export type Question = Schemas["Question"];
export type LiveFrame = Schemas["LiveFrame"];
export type Point = Schemas["Point"];
export type Live = Schemas["Live"];
export type Finished = Schemas["Finished"];
export type Message =
  | Schemas["LiveMessage"]
  | Schemas["TickMessage"]
  | Schemas["FinishedMessage"]
  | Schemas["NoneMessage"];
