import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    setupFiles: ["tests/no-network.ts", "tests/seed.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Many tests wait for something; a worker fewer than processors would leave one idle.
    maxWorkers: "100%",
    reporters: process.env.CI ? ["default", ["json", { outputFile: "var/test-report.json" }]] : ["default"],
  },
});
