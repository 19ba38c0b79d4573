import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    setupFiles: ["tests/no-network.ts", "tests/seed.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A web stream that is cancelled without a reason rejects with nothing whatever waits on its other end (WHATWG Streams,
    // 5.4), and which one that was nobody can tell. What has a reason fails the run.
    onUnhandledError: ({ message }) => message !== undefined,
    // Many tests wait for something; a worker fewer than processors would leave one idle.
    maxWorkers: "100%",
    reporters: process.env.CI ? ["default", ["json", { outputFile: "var/test-report.json" }]] : ["default"],
  },
});
