import { createMemoryStore } from "../../src/stores/memory.ts";
import { describeStore } from "./contract.ts";

describeStore("memory store", {
  createPlace: async () => ({ open: async () => createMemoryStore(), remove: async () => {} }),
  notShared: "a memory store belongs to the process that made it",
});
