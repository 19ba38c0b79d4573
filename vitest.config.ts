import { defineConfig } from "vitest/config";

/** Programs that are started, killed and stopped, browsers, crowds, floors, and properties with very many cases. */
const SLOW = [
  "tests/{e2e,postgres,trust}/**/*.test.ts",
  "tests/**/{load,silence}.test.ts",
  "tests/**/adversarial.test.ts",
  "tests/readers/ocr.test.ts",
  "tests/parse-properties.test.ts",
  "tests/questions/{cases,floors}.test.ts",
  "tests/wire/schemas.test.ts",
  "tests/web/{browser,ask-browser,documents,documents-of-several,drafts,export-browser,setup-browser,documents-browser,hostile,ask-hostile}.test.ts",
  "tests/{slack,telegram}/files.test.ts",
  "tests/stores/{postgres-away,shared-index}.test.ts",
];

/** At a commit these try a tenth of what they try among the slow ones (`tests/full.ts`). */
const DEEP = [
  "tests/{fixes,parse-hostile}.test.ts",
  "tests/{answer/properties,collections/generated,search/find-case,writing/injection}.test.ts",
  "tests/channels/{collections,collections-web}.test.ts",
  "tests/slack/{forgery,messages,slack-requests,slack-sockets}.test.ts",
  // Among the slow ones on PostgreSQL, too.
  "tests/stores/{audit,feedback,journal,ledger,memory,pins,sqlite}.test.ts",
  "tests/telegram/{pages,webhook}.test.ts",
  "tests/web/export.test.ts",
  "tests/{feishu,wecom}/faults.test.ts",
];

/** What meets something outside itself: servers, platforms, models, commands, stores, papers to be opened elsewhere. */
const WIRE = [
  "tests/{channels,commands,feishu,dingtalk,models,slack,stores,telegram,transcript,web,wecom}/**/*.test.ts",
  "tests/{http-server,no-network,open-knowledge,open-models}.test.ts",
];

/** What is tried in full takes hours. */
const { TRUST_SCALE } = process.env;
const patience = (ms: number) => (TRUST_SCALE ? 36_000_000 : ms);

export default defineConfig({
  test: {
    globalSetup: ["tests/folders.ts"],
    setupFiles: ["tests/no-network.ts", "tests/seed.ts"],
    // How long anything takes is the machine's matter: these end only what hangs.
    testTimeout: patience(240_000),
    hookTimeout: 240_000,
    expect: { poll: { timeout: 200_000 } },
    // Many tests wait for something; a worker fewer than processors would leave one idle.
    maxWorkers: "100%",
    projects: [
      {
        extends: true,
        // All that is in neither list. Its modules keep nothing, so the corpus is read once for all of its files.
        test: { name: "unit", include: ["tests/**/*.test.ts"], exclude: [...WIRE, ...SLOW], isolate: false },
      },
      { extends: true, test: { name: "wire", include: WIRE, exclude: SLOW, isolate: false } },
      {
        extends: true,
        test: {
          name: "slow",
          include: [...SLOW, ...DEEP],
          env: { DEEP: "1" },
          testTimeout: patience(900_000),
          hookTimeout: 900_000,
        },
      },
    ],
  },
});
