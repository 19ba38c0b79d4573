/** Settings that name models → what is opened, what is said of what cannot be used, and what serves all the same. */

import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAbilities } from "../src/answer/abilities.ts";
import { checkKnowledge } from "../src/app/commands/check.ts";
import { type OpenKnowledge, openKnowledge } from "../src/app/open-knowledge.ts";
import { NO_MODELS, openModels } from "../src/app/open-models.ts";
import { parseSettings } from "../src/app/settings.ts";
import type { Log } from "../src/console/log.ts";
import { quotesOf } from "../src/grounding/answer.ts";
import {
  answers,
  type Behaviour,
  deadAddress,
  embeds,
  fails,
  says,
  serveModel,
} from "./models/model-server.ts";
import { listing, tinyBert, writeModel } from "./models/tiny-bert.ts";
import { documentText, folderOf } from "./search/folder.ts";

const KEY = "sk-geheim-0123456789";
const CORPUS = documentText({
  organization: "苇河县总工会",
  sections: {
    经验培育过程: ["快递员没有固定的休息场所。"],
    主要内容: ["利用闲置岗亭建成驿家。", "开办夜校，夜校授课48场。"],
    应用成效: ["快递员入会意愿增强。"],
  },
});
const PASSAGES = 6;

let dataDir: string;
let corpusDir: string;
let lines: string[];
let opened: OpenKnowledge[];
let time: number;

// Libraries are loaded at the first trial, which may take as long as a trial lasts.
beforeAll(async () => {
  const base = await deadAddress();
  await modelsOf({ OPENAI_BASE_URL: base, CHAT_MODEL: "m", EMBEDDING_MODEL: "e", RERANK_MODEL: "r" });
});

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "anlitong-models-"));
  corpusDir = await folderOf({ "选编.md": CORPUS });
  [lines, opened, time] = [[], [], 0];
});

afterEach(async () => {
  await Promise.all(opened.map((knowledge) => knowledge.close()));
  await rm(dataDir, { recursive: true });
});

function modelsOf(environment: Record<string, string>, tryOut = true) {
  return openModels({
    settings: parseSettings(environment),
    stamp: undefined,
    tryOut,
    tell: () => {},
    signal: new AbortController().signal,
  });
}

async function open(environment: Record<string, string>): Promise<OpenKnowledge> {
  const log: Log = { debug: () => {}, info: () => {}, warn: (line) => lines.push(line), error: () => {} };
  const settings = parseSettings({ ...environment, CORPUS_DIR: corpusDir, DATA_DIR: dataDir });
  const knowledge = await openKnowledge({ settings, log, now: () => time, tryOut: true });
  opened.push(knowledge);
  return knowledge;
}

async function close(knowledge: OpenKnowledge): Promise<void> {
  opened = opened.filter((other) => other !== knowledge);
  await knowledge.close();
}

const embedderOf = async ({ store }: OpenKnowledge) => (await store.stamp())?.embedder;

async function stillAnswers(knowledge: OpenKnowledge): Promise<void> {
  const answer = await createAbilities(knowledge).answer({ question: "夜校授课多少场？" });
  expect(quotesOf(answer)[0]?.text).toBe("开办夜校，夜校授课48场。");
}

/** More headings than fall into place by chance, each over a text of its own. */
const MANY = documentText({
  organization: "苇河县总工会",
  sections: {
    主要内容: Array.from({ length: 20 }, (_, i) => {
      const word = String.fromCodePoint(...[0, 1, 2, 3].map((k) => 0x5100 + 40 * i + 7 * k));
      return `（${"一二三四五六七八九十"[i % 10]}）${word}。开办${word}班，${word}人数增加。`;
    }),
  },
});

describe("a model of one's own", () => {
  const folderFor = (name: string) => join(dataDir, "models", name);

  it("serves from a folder, without a server", async () => {
    await writeModel(folderFor("office/tiny"), tinyBert({ kind: "embedder" }));
    await writeModel(folderFor("office/judge"), tinyBert({ kind: "reranker" }));
    const knowledge = await open({
      EMBEDDING_MODEL: "local:office/tiny",
      RERANK_MODEL: `local:${folderFor("office/judge")}`,
    });
    expect(lines).toEqual([]);
    expect(await embedderOf(knowledge)).toMatch(/^local:office\/tiny:[0-9a-f]{8}:32$/);
    expect(knowledge.models?.reranker?.id).toContain("judge");
    const [first] = await knowledge.retriever.retrieve("夜校授课多少场？", { limit: 1 });
    expect(first?.passage.section).toBe("主要内容");
    await stillAnswers(knowledge);
  });

  it("is fetched from the hub at the first start, and not again", async () => {
    const files = tinyBert({ kind: "embedder" });
    const asked: string[] = [];
    const { url } = await serveModel((response, { path }) => {
      asked.push(path);
      const file = path.split("/resolve/main/")[1];
      response.end(file ? files.get(file) : JSON.stringify(listing(files)));
    });
    const hub = new URL("/", url).href;
    const first = await open({ EMBEDDING_MODEL: "local:office/tiny", HF_ENDPOINT: hub });
    expect(lines).toEqual([]);
    expect(await embedderOf(first)).toMatch(/^local:office\/tiny:/);
    await close(first);
    const count = asked.length;
    expect(count).toBe(1 + files.size);
    await open({ EMBEDDING_MODEL: "local:office/tiny", HF_ENDPOINT: hub });
    expect(asked).toHaveLength(count);
  });

  it("that cannot be had is said in a line each, and the program serves without it", async () => {
    const hub = new URL("/", await deadAddress()).href.replace(/\/$/, "");
    const knowledge = await open({
      EMBEDDING_MODEL: "local:office/tiny",
      RERANK_MODEL: "local:/no/such/folder",
      HF_ENDPOINT: hub,
    });
    expect(lines).toEqual([
      `HF_ENDPOINT=${hub}：连接不上或中途断开（ECONNREFUSED），请检查地址、网络和代理。现只用内置的检索，就绪后重新启动即可启用`,
      "RERANK_MODEL=local:/no/such/folder：/no/such/folder 中缺少 config.json、tokenizer.json、tokenizer_config.json、onnx/model.onnx，" +
        "请把模型的文件复制到那里。现不作重排",
    ]);
    expect(knowledge.models?.embedding).toBeNull();
    await stillAnswers(knowledge);
  });

  it("is fetched on beside the program where that takes long, and it is said when it is there", async () => {
    const files = tinyBert({ kind: "embedder" });
    const held = Promise.withResolvers<void>();
    const { url } = await serveModel(async (response, { path }) => {
      const file = path.split("/resolve/main/")[1];
      if (file?.endsWith(".onnx")) await held.promise;
      response.end(file ? files.get(file) : JSON.stringify(listing(files)));
    });
    const told: string[] = [];
    const there = Promise.withResolvers<void>();
    const { embedding, notes } = await openModels({
      settings: parseSettings({
        EMBEDDING_MODEL: "local:office/tiny",
        HF_ENDPOINT: new URL("/", url).href,
        DATA_DIR: dataDir,
      }),
      ...{ stamp: undefined, tryOut: true, waitMs: 1 },
      signal: new AbortController().signal,
      tell(line) {
        told.push(line);
        if (line.includes("重新启动")) there.resolve();
      },
    });
    expect([embedding, notes]).toEqual([
      null,
      ["EMBEDDING_MODEL=local:office/tiny：还在下载。现只用内置的检索，就绪后重新启动即可启用"],
    ]);
    held.resolve();
    await there.promise;
    expect(told.at(-1)).toBe("模型 office/tiny 已下载完毕，重新启动后启用");
    expect(told).toContainEqual(expect.stringMatching(/^正在下载模型 office\/tiny：100%（共 \d+ MB）$/));
  });

  it("has a name that leads nowhere else", async () => {
    const { notes } = await modelsOf({ EMBEDDING_MODEL: "local:office/../../elsewhere" });
    expect(notes).toEqual([
      "EMBEDDING_MODEL=local:office/../../elsewhere：应为 local:模型名称（如 local:Xenova/bge-small-zh-v1.5）或 local:文件夹。现只用内置的检索",
    ]);
  });
});

describe("an embedder that knows nothing", () => {
  it("is said, and not gone by, after the index is made and at every start", async () => {
    corpusDir = await folderOf({ "选编.md": MANY });
    await writeModel(join(dataDir, "models/blind"), tinyBert({ kind: "embedder", isBlind: true }));
    const line = expect.stringMatching(
      /^向量模型 local:blind:\w{8}:32：拿本库的标题来试，只有 50% 能与正文对上（随意猜也有 50%），不适合本库，现只用内置的检索；请换一个中文向量模型$/,
    );
    const first = await open({ EMBEDDING_MODEL: "local:blind" });
    expect(lines).toEqual([line]);
    expect(first.models?.embedding).toBeNull();
    await close(first);
    await open({ EMBEDDING_MODEL: "local:blind" });
    expect(lines).toEqual([line, line]);
  });

  it("is told from one that knows characters alone", async () => {
    corpusDir = await folderOf({ "选编.md": MANY });
    await writeModel(join(dataDir, "models/tiny"), tinyBert({ kind: "embedder" }));
    const knowledge = await open({ EMBEDDING_MODEL: "local:tiny" });
    expect(lines).toEqual([]);
    expect(knowledge.models?.embedding?.asking.id).toMatch(/^local:tiny:/);
  });
});

describe("models", () => {
  it("are none without a setting", async () => {
    expect(await modelsOf({})).toBe(NO_MODELS);
  });

  it("are opened without asking anybody, where they are not to be tried out", async () => {
    const base = await deadAddress();
    const { chat, researcher, notes } = await modelsOf(
      { OPENAI_BASE_URL: base, CHAT_MODEL: "qwen-plus" },
      false,
    );
    expect([chat?.id, researcher?.id, notes]).toEqual(["openai:qwen-plus", "openai:qwen-plus", []]);
  });

  it("are tried out with one request each, of which a chat model need say no more than a word", async () => {
    const { url, asked } = await serveModel((response, one) => {
      if (one.path.endsWith("/embeddings")) return embeds(() => [1, 0])(response, one);
      if (one.path.endsWith("/rerank"))
        return answers(200, { results: [0, 1].map((index) => ({ index, relevance_score: 1 })) })(
          response,
          one,
        );
      return says("好".repeat(500))(response, one);
    });
    const { chat, embedding, reranker, notes } = await modelsOf({
      OPENAI_BASE_URL: url,
      CHAT_MODEL: "qwen-plus",
      EMBEDDING_MODEL: "bge-m3",
      RERANK_MODEL: "bge-reranker",
    });
    expect(notes).toEqual([]);
    expect([chat?.id, embedding?.asking.id, reranker?.id]).toEqual([
      "openai:qwen-plus",
      "openai:bge-m3:2",
      "rerank:bge-reranker",
    ]);
    expect(asked.map(({ path }) => path).sort()).toEqual([
      "/v1/chat/completions",
      "/v1/embeddings",
      "/v1/rerank",
    ]);
  });

  it("may be an embedder alone", async () => {
    const { url, asked } = await serveModel(embeds(() => [1, 0]));
    const { chat, embedding, notes } = await modelsOf({ OPENAI_BASE_URL: url, EMBEDDING_MODEL: "bge-m3" });
    expect([chat, embedding?.indexing.dimensions, notes, asked.length]).toEqual([null, 2, [], 1]);
  });

  it("have the key of one server kept from another", async () => {
    const { url, asked } = await serveModel(embeds(() => [1, 0]));
    await modelsOf({
      OPENAI_API_KEY: KEY,
      EMBEDDING_BASE_URL: url,
      EMBEDDING_MODEL: "bge-m3",
      CHAT_MODEL: "langchain:x",
    });
    expect(asked[0]?.headers).not.toHaveProperty("authorization");
  });
});

describe("a chat model that cannot be used is told in one line", () => {
  const noteFor = async (behaviour: Behaviour, more: Record<string, string> = {}) => {
    const { url } = await serveModel(behaviour);
    const environment = { OPENAI_BASE_URL: url, OPENAI_API_KEY: KEY, CHAT_MODEL: "qwen-plus", ...more };
    const { chat, notes } = await modelsOf(environment);
    return { isOpen: chat !== null, notes: notes.map((note) => note.replace(url, "URL")) };
  };

  it("a wrong key", async () => {
    expect(await noteFor(fails(401, `Incorrect API key ${KEY}`))).toEqual({
      isOpen: false,
      notes: [
        "OPENAI_API_KEY=（已隐藏）：不接受所给的密钥（401）：Incorrect API key （已隐藏）；请换成有效的密钥。现按原文摘录回答",
      ],
    });
  });

  it("an unknown model", async () => {
    expect(await noteFor(fails(404, "model not found"))).toEqual({
      isOpen: false,
      notes: [
        "CHAT_MODEL=qwen-plus：没有这个模型，或地址不对（404）：model not found；请核对模型名称和 OPENAI_BASE_URL=URL。现按原文摘录回答",
      ],
    });
  });

  it("a server that is down for now", async () => {
    expect(await noteFor(fails(503, "starting"))).toEqual({
      isOpen: true,
      notes: ["CHAT_MODEL=qwen-plus：服务出错（503）：starting。现按原文摘录回答，恢复后自动启用"],
    });
  });

  it("an address that is not reached", async () => {
    const base = await deadAddress();
    expect((await modelsOf({ OPENAI_BASE_URL: base, CHAT_MODEL: "m" })).notes).toEqual([
      `OPENAI_BASE_URL=${base}：连接不上或中途断开（ECONNREFUSED），请检查地址、网络和代理。现按原文摘录回答，恢复后自动启用`,
    ]);
  });

  it("an address of something else", async () => {
    expect((await noteFor(answers(200, "<html>登录</html>"))).notes).toEqual([
      "OPENAI_BASE_URL=URL：返回的不是模型的回复：一个网页。现按原文摘录回答，恢复后自动启用",
    ]);
  });

  it.each([
    [
      { CHAT_MODEL: "langchain:ollama:qwen3:8b" },
      "需要先安装 @langchain/ollama（npm install @langchain/ollama）",
    ],
    [{ CHAT_MODEL: "langchain:zhipu:glm-4" }, "还须设置 ZHIPUAI_API_KEY"],
    [{ CHAT_MODEL: "langchain:zhipu" }, expect.stringContaining("应为 langchain:服务:模型")],
  ])("a model of LangChain that is not set up: %o", async (environment: { CHAT_MODEL: string }, what) => {
    const { chat, researcher, notes } = await modelsOf(environment);
    expect([chat, researcher, notes.length]).toEqual([null, null, 1]);
    const [name, ...rest] = (notes[0] ?? "").split("：");
    expect(name).toBe(`CHAT_MODEL=${environment.CHAT_MODEL}`);
    expect(rest.join("：").replace(/。现按原文摘录回答$/, "")).toEqual(what);
  });

  it("an address without the name of a model", async () => {
    expect((await modelsOf({ OPENAI_BASE_URL: "http://127.0.0.1:9" })).notes).toEqual([
      "CHAT_MODEL=（未设置）：设置了 OPENAI_BASE_URL 时应为那里的模型的名称；现按原文摘录回答",
    ]);
  });
});

describe("an index with an embedder", () => {
  const texts = (asked: Awaited<ReturnType<typeof serveModel>>["asked"]) =>
    asked.reduce((sum, { body }) => sum + (body.input as string[]).length, 0);
  const settings = (url: string) => ({ EMBEDDING_BASE_URL: url, EMBEDDING_MODEL: "bge-m3" });
  const two = embeds((text) => [1 + text.length, 1]);

  it("is made of its vectors, each made once, whatever becomes of the files", async () => {
    const { url, asked } = await serveModel(two);
    await close(await open(settings(url)));
    const made = texts(asked);
    expect(made).toBe(PASSAGES + 1);
    // A file that was only touched is read again, and its passages are those that they were.
    await utimes(join(corpusDir, "选编.md"), 1_000, 1_000);
    await close(await open(settings(url)));
    expect(texts(asked)).toBe(made + 1);
    await writeFile(join(corpusDir, "选编.md"), CORPUS.replace("48场", "52场"));
    const knowledge = await open(settings(url));
    expect(texts(asked)).toBe(made + 3);
    expect(await embedderOf(knowledge)).toBe("openai:bge-m3:2");
    expect(lines).toEqual([]);
  });

  it("is kept while the embedder is away, and answers by its words", async () => {
    const { url } = await serveModel(two);
    await close(await open(settings(url)));
    const dead = await deadAddress();
    const knowledge = await open(settings(dead));
    expect(await embedderOf(knowledge)).toBe("openai:bge-m3:2");
    expect(lines).toEqual([
      `EMBEDDING_BASE_URL=${dead}：连接不上或中途断开（ECONNREFUSED），请检查地址、网络和代理。现只用内置的检索，恢复后自动启用`,
    ]);
    await stillAnswers(knowledge);
    expect(lines[1]).toBe(
      `向量模型 bge-m3（${dead}）：连接不上或中途断开（ECONNREFUSED），请检查地址、网络和代理；检索不受影响，只是少了这一项`,
    );
    for (const question of ["夜校", "驿家在哪里", "入会"])
      await createAbilities(knowledge).answer({ question });
    expect(lines).toHaveLength(2);
    time += 60_000;
    await createAbilities(knowledge).answer({ question: "岗亭" });
    expect(lines).toHaveLength(3);
  });

  it("is kept and served when the embedder gives vectors of another dimension", async () => {
    const { url } = await serveModel(two);
    await close(await open(settings(url)));
    const other = await serveModel(embeds(() => [1, 2, 3]));
    const knowledge = await open(settings(other.url));
    expect(await embedderOf(knowledge)).toBe("openai:bge-m3:2");
    expect(lines).toEqual([
      "EMBEDDING_MODEL=bge-m3：索引是用它的 2 维向量建立的，现在却得到 3 维；请换回原来的模型，或删除索引文件 index.sqlite 后重新启动。现只用内置的检索",
    ]);
    await stillAnswers(knowledge);
  });

  it("is an offline one where there never was another and the embedder is away, until the next start", async () => {
    const away = await open(settings(await deadAddress()));
    expect(await embedderOf(away)).toBe("words-alone");
    expect(away.models?.embedding).toBeNull();
    await stillAnswers(away);
    await close(away);
    const { url } = await serveModel(two);
    const knowledge = await open(settings(url));
    expect(await embedderOf(knowledge)).toBe("openai:bge-m3:2");
    await stillAnswers(knowledge);
  });

  it("is an offline one when the embedder goes while it is built", async () => {
    const { url } = await serveModel(two, fails(401, "expired"));
    const knowledge = await open(settings(url));
    expect(await embedderOf(knowledge)).toBe("words-alone");
    expect(lines).toEqual([
      `向量模型 bge-m3（${url}）：不接受所给的密钥（401）：expired。索引暂用内置的检索；算好的向量已经保存，重新启动后接着算`,
    ]);
    await stillAnswers(knowledge);
  });

  it("is answered from without an embedder that takes too long", async () => {
    const { url } = await serveModel(two, two, () => {});
    const knowledge = await open(settings(url));
    await stillAnswers(knowledge);
    expect(lines).toEqual([`向量模型 bge-m3（${url}）：2 秒内没有答完；检索不受影响，只是少了这一项`]);
  });
});

describe("check", () => {
  it("says which models can be used, and what is wrong with those that cannot", async () => {
    const { url } = await serveModel((response, one) =>
      one.path.endsWith("/embeddings") ? embeds(() => [1, 0])(response, one) : says("好")(response, one),
    );
    const sound = await checkKnowledge(
      await open({ OPENAI_BASE_URL: url, CHAT_MODEL: "qwen-plus", EMBEDDING_MODEL: "bge-m3" }),
    );
    expect(sound.slice(-2)).toEqual([
      { what: "语言模型", right: true, detail: "openai:qwen-plus 可用" },
      { what: "向量模型", right: true, detail: "openai:bge-m3:2 可用" },
    ]);
    const wrong = await checkKnowledge(await open({ CHAT_MODEL: "langchain:zhipu:glm-4" }));
    expect(wrong.at(-1)).toEqual({
      what: "模型设置",
      right: false,
      detail: "CHAT_MODEL=langchain:zhipu:glm-4：还须设置 ZHIPUAI_API_KEY。现按原文摘录回答",
    });
  });
});
