import { expect, test } from "vitest";
import { ModelError } from "../../src/models/failure.ts";
import { createCall, USUAL_PATIENCE } from "../../src/models/patience.ts";

const subject = { name: "模型", secrets: [] };

test("one call finds out for all after the rest, and where its asker gives up the next one does", async () => {
  const call = createCall(subject, { ...USUAL_PATIENCE, retries: 0, failures: 1, restMs: 0 });
  const told = () => Promise.resolve("夜校");
  const down = () => Promise.reject(new ModelError("down", subject, "服务出错"));
  await expect(call({}, down)).rejects.toMatchObject({ kind: "down" });
  const asker = new AbortController();
  const probe = call({ signal: asker.signal }, () => new Promise<string>(() => {}));
  await expect(call({}, told)).rejects.toMatchObject({ kind: "resting" });
  asker.abort(new Error("问题已撤回"));
  await expect(probe).rejects.toThrow("问题已撤回");
  const [next, beside] = [call({}, told), call({}, told)];
  await expect(beside).rejects.toThrow(/暂停使用.*上次：服务出错/);
  expect(await next).toBe("夜校");
});
