// The one call that leaves nothing behind.
import { api } from "../api/client";

const SURE = "delete everything"; // what the server wants to read, whatever the language

export const deleteEverything = () => api.remove("/api/data", { sure: SURE });
