// Short names for what the server answers and takes. The types themselves are made of the API's own
// description: schema.d.ts comes from openapi.json by `npm run types`.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type AppState = Schemas["AppState"];
export type Settings = Schemas["Settings"];
export type Units = Schemas["Units"];
export type Unfinished = Schemas["LeftRide"];

export type Rider = Schemas["Rider"];
export type ToldRider = Schemas["ToldRider"];
export type Experience = Schemas["Experience"];

export type ShownBike = Schemas["ShownBike"];
export type Bike = ShownBike["bike"];
export type Gears = Schemas["Gears"];

/** As they are told: what is left out stays as the server assumes it. */
export type ToldGears = Pick<Gears, "chainrings" | "sprockets"> & Partial<Gears>;
export type ToldBike =
  | ({ kind: "exercise" } & Partial<Schemas["ExerciseBikeSent"]>)
  | ({ kind: "trainer"; gears?: ToldGears | null } & Partial<Omit<Schemas["SmartTrainerSent"], "gears">>)
  | ({ kind: "road"; gears?: ToldGears } & Partial<Omit<Schemas["RoadBikeSent"], "gears">>);

export type Screening = Schemas["HealthPage"];
export type Question = Schemas["AskedQuestion"];
export type Screened = Schemas["HealthAdvice"];

export type CheckPage = Schemas["CheckPage"];
export type PastCheck = Schemas["PastCheck"];
export type Found = Schemas["Found"];
export type HillGears = Schemas["HillGears"];
export type TyrePressures = Schemas["TyrePressures"];
export type TechniquePage = Schemas["TechniquePage"];

export type FitPage = Schemas["FitPage"];
export type FitNote = Schemas["FitNote"];
export type InseamStart = Schemas["InseamStart"];
export type KneeAngle = Schemas["KneeAngle"];
export type AngleAnswer = Schemas["AngleAnswer"];
export type PictureAnswer = Schemas["PictureAnswer"];
export type ToldPicture = Schemas["ToldPicture"];
export type ToldPlace = Schemas["ToldPlace"];
export type Marked = Schemas["Marked"];
export type SeatMarks = Schemas["Marks"];
export type DrawnFit = Schemas["DrawnFit"];
export type Effect = Schemas["Effect"];

export type Today = Schemas["Today"];
export type Offer = Schemas["Offer"];
export type Brief = Schemas["Brief"];
export type ListedWorkout = Schemas["ListedWorkout"];
export type Draft = Schemas["Draft"];
export type KeptWorkout = Schemas["KeptWorkout"];
export type BroughtIn = Schemas["BroughtIn"];
export type SentOut = Schemas["SentOut"];
export type Prescription = Schemas["Prescription"];
export type Segment = Schemas["Segment"];
export type Role = Schemas["ModelRole"];
export type Posture = Schemas["Posture"];

export type RideWish = Schemas["RideWish"];
export type BegunRide = Schemas["BegunRide"];
export type Finished = Schemas["Finished"];

export type RideRow = Schemas["RideRow"];
export type ShownRide = Schemas["ShownRide"];
export type HillsOfRide = Schemas["HillsOfRide"];
export type RiddenHill = Schemas["RiddenHill"];
export type Report = Schemas["Report"];
export type StepResult = Schemas["StepResult"];
export type Evidence = Schemas["Evidence"];
export type Tracks = Schemas["Tracks"];
export type Rating = Schemas["Rating"];
export type Rated = Schemas["Rated"];
export type ToldPosture = "seated" | "standing" | "seated-then-standing";

/** What is said of a ride now; what is absent stays as it was. */
export type ToldRating = {
  [Name in Exclude<keyof Schemas["ToldRating"], "postures">]?: NonNullable<Schemas["ToldRating"][Name]>;
} & { postures?: Record<string, ToldPosture> };

export type BodyMap = Schemas["BodyMap"];
export type GluteWeek = Schemas["GluteWeekSum"];
export type GroupLoad = Schemas["GroupLoad"];
export type GroupStroke = Schemas["GroupStroke"];
export type MuscleLevel = GroupLoad["level"];
export type MuscleScore = Schemas["MuscleScore"];
export type MuscleStroke = Schemas["MuscleStroke"];
export type RideMuscles = Schemas["RideMuscles"];

export type Imported = Schemas["ImportedFile"];
export type DataFacts = Schemas["DataFacts"];
export type Restored = Schemas["Restored"];
export type Sources = Schemas["Sources"];
export type PhoneInvitation = Schemas["PhoneInvitation"];
export type PhoneState = Schemas["PhoneState"];

export type ShownRegion = Schemas["ShownRegion"];
export type RegionMap = Schemas["RegionMap"];
export type ShownRoutes = Schemas["ShownRoutes"];
export type ShownRoute = Schemas["ShownRoute"];
export type ShownFault = Schemas["ShownFault"];
export type ShownHill = Schemas["ShownHill"];
export type ShownRamp = Schemas["ShownRamp"];
export type StoredRoute = Schemas["StoredRoute"];
export type RouteRidden = Schemas["RouteRidden"];

export type PairedDevice = Schemas["Paired"];
export type FoundDevice = Schemas["FoundDevice"];
export type FoundDevices = Schemas["FoundDevices"];
export type TriedDevice = Schemas["TriedDevice"];
export type SpinDown = Schemas["SpinDownShown"];
