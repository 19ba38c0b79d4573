import { describeStore } from "./contract.ts";
import { createMemoryStore } from "./memory-store.ts";

describeStore("memory store", {
  createPlace: async () => ({ open: async () => createMemoryStore(), remove: async () => {} }),
  notShared: "a memory store belongs to the process that made it",
});
