/** Models of one's own, made by the tests themselves and run by the real code in its thread. */

import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createDenseEmbedder, probeDimensions } from "../../src/models/dense-embedder.ts";
import { LOCAL_PATIENCE, localReranking, localVectors } from "../../src/models/local.ts";
import { type LocalModel, readLocalModel } from "../../src/models/local-files.ts";
import { cosine, describeEmbedder } from "./contract.ts";
import { errorOf } from "./contract-chat.ts";
import { type TinyBert, tinyBert, writeModel } from "./tiny-bert.ts";

/** For the tests of one thread. */
function untilEnd(): AbortSignal {
  const ended = new AbortController();
  onTestFinished(() => ended.abort());
  return ended.signal;
}

async function modelOf(bert: TinyBert): Promise<LocalModel> {
  const folder = await mkdtemp(join(tmpdir(), "anlitong-local-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeModel(folder, tinyBert(bert));
  const model = await readLocalModel("local:tiny", folder);
  if ("missing" in model) throw new Error(`expected a whole model, found none of ${model.missing}`);
  return model;
}

async function embedderOf(bert: Omit<TinyBert, "kind"> = {}) {
  const source = localVectors(await modelOf({ kind: "embedder", ...bert }), untilEnd());
  return createDenseEmbedder({ source, dimensions: 32, patience: LOCAL_PATIENCE });
}

describeEmbedder("an embedder of one's own", embedderOf);

describe("an embedder of one's own", () => {
  it("is named after its model and the sum of its weights, and tells its dimensions", async () => {
    const model = await modelOf({ kind: "embedder" });
    const source = localVectors(model, untilEnd());
    expect(source.id).toBe(`local:tiny:${model.sha256.slice(0, 8)}`);
    expect(await probeDimensions(source, LOCAL_PATIENCE)).toBe(32);
  });

  it("pools as its folder says, and else by the mean", async () => {
    const texts = ["货车司机工会"];
    const [first] = await (await embedderOf({ pooling: "cls" })).embed(texts);
    const [mean] = await (await embedderOf({ pooling: "mean" })).embed(texts);
    const [unsaid] = await (await embedderOf()).embed(texts);
    expect(mean).toEqual(unsaid);
    expect(cosine(first, mean)).toBeLessThan(0.9999);
  });

  it("takes weights of eight bits before others", async () => {
    const model = await modelOf({ kind: "embedder" });
    await writeModel(model.folder, tinyBert({ kind: "embedder", file: "onnx/model_quantized.onnx" }));
    const found = await readLocalModel("local:tiny", model.folder);
    expect("weights" in found && found.weights).toBe("onnx/model_quantized.onnx");
    if ("missing" in found) return;
    expect(await probeDimensions(localVectors(found, untilEnd()), LOCAL_PATIENCE)).toBe(32);
  });

  it("runs weights that lie beside the other files", async () => {
    const [vector] = await (await embedderOf({ file: "model.onnx" })).embed(["工会"]);
    expect(vector).toHaveLength(32);
  });

  it("says which folder to look at where its files are broken, and serves once they are mended", async () => {
    const model = await modelOf({ kind: "embedder" });
    const weights = join(model.folder, model.weights);
    await writeFile(weights, "no model");
    const source = localVectors(model, untilEnd());
    const { message } = await errorOf(probeDimensions(source, LOCAL_PATIENCE));
    expect(message).toMatch(/^向量模型 local:tiny：模型无法运行，请核对 \S+ 中的文件：\S/);
    expect(message).toContain(model.folder);
    await writeModel(model.folder, tinyBert({ kind: "embedder" }));
    expect(await probeDimensions(source, LOCAL_PATIENCE)).toBe(32);
  });

  it("rejects what is under way when the program ends", async () => {
    const ended = new AbortController();
    const source = localVectors(await modelOf({ kind: "embedder" }), ended.signal);
    const asked = errorOf(source.ask(["工会"], new AbortController().signal) as Promise<unknown>);
    ended.abort();
    expect((await asked).message).toMatch(/^向量模型 local:tiny：运行模型的线程中断了/);
  });

  it("does not go on with texts that nobody waits for", async () => {
    const source = localVectors(await modelOf({ kind: "embedder" }), untilEnd());
    await probeDimensions(source, LOCAL_PATIENCE);
    const left = new AbortController();
    const many = source.ask(Array(100_000).fill("工会"), left.signal);
    left.abort();
    const [next] = await source.ask(["工会"], new AbortController().signal);
    expect(next).toHaveLength(32);
    expect((await many).length).toBeLessThan(100_000);
  });
});

it("says how to install what it needs, where that is missing", async () => {
  // Files without packages beside them, as after an install without what is optional.
  const elsewhere = await mkdtemp(join(tmpdir(), "anlitong-bare-"));
  onTestFinished(() => rm(elsewhere, { recursive: true }));
  await cp(join(import.meta.dirname, "../../src/models"), elsewhere, { recursive: true });
  const bare: typeof import("../../src/models/local.ts") = await import(join(elsewhere, "local.ts"));
  const source = bare.localVectors(await modelOf({ kind: "embedder" }), untilEnd());
  const { message } = await errorOf(source.ask(["工会"], new AbortController().signal) as Promise<unknown>);
  expect(message).toBe(
    "向量模型 local:tiny：需要先安装 @huggingface/transformers" +
      "（npm install --omit=dev --no-save --save-prod @huggingface/transformers）",
  );
});

describe("a reranker of one's own", () => {
  it("judges texts in order, the better the greater", async () => {
    const reranker = localReranking(await modelOf({ kind: "reranker" }), untilEnd())(LOCAL_PATIENCE);
    expect(reranker.id).toBe("rerank:local:tiny");
    const [far = 0, near = 0] = await reranker.rerank("货车司机怎么入会", [
      "开展读书活动，建设书香企业。",
      "组织货车司机入会，建立货车司机工会。",
    ]);
    expect(near).toBeGreaterThan(far);
    expect(await reranker.rerank("工会", [])).toEqual([]);
  });

  it("does without words that are no text", async () => {
    const reranker = localReranking(await modelOf({ kind: "reranker" }), untilEnd())(LOCAL_PATIENCE);
    expect(await reranker.rerank("", ["", "\uD83D", "长".repeat(20_000)])).toHaveLength(3);
  });

  it("says that an embedder is no reranker", async () => {
    const reranker = localReranking(await modelOf({ kind: "embedder" }), untilEnd())(LOCAL_PATIENCE);
    expect((await errorOf(reranker.rerank("工会", ["食堂"]))).message).toMatch(
      /^重排模型 local:tiny：模型无法运行/,
    );
  });
});
