/** Nothing → a folder with a BERT of one layer in ONNX, small enough to be made by each test: its words are single characters. */

import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

export interface TinyBert {
  readonly kind: "embedder" | "reranker";
  /** Where the model stands in its folder. */
  readonly file?: string;
  /** What every vector is alike to, in place of what the text says. */
  readonly isBlind?: boolean;
  /** The pooling that it was trained with, where its folder says so. */
  readonly pooling?: "cls" | "mean";
}

const WIDTH = 32;
const SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"];
/** All common Chinese characters, and what is typed on a keyboard. */
const WORDS = [...SPECIAL, ...range(0x4e00, 0x9fa5), ...range(0x21, 0x7e)];

/** Path → bytes, as a hub would serve them. */
export function tinyBert({ kind, file = "onnx/model.onnx", isBlind = false, pooling }: TinyBert) {
  const config = {
    model_type: "bert",
    architectures: [kind === "embedder" ? "BertModel" : "BertForSequenceClassification"],
    hidden_size: WIDTH,
    max_position_embeddings: 512,
    vocab_size: WORDS.length,
  };
  return new Map<string, Uint8Array>([
    ["config.json", json(config)],
    ["tokenizer.json", json(tokenizer())],
    ["tokenizer_config.json", json({ tokenizer_class: "BertTokenizer", model_max_length: 512 })],
    [file, kind === "embedder" ? embedderModel(isBlind) : rerankerModel()],
    ...(pooling
      ? [["1_Pooling/config.json", json({ pooling_mode_cls_token: pooling === "cls" })] as const]
      : []),
  ]);
}

export async function writeModel(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}

/** As Hugging Face lists files: git's sum of each and, of weights, the sha256. */
export function listing(files: ReadonlyMap<string, Uint8Array>) {
  return [...files].map(([path, bytes]) => {
    const oid = createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
    const lfs = { oid: createHash("sha256").update(bytes).digest("hex"), size: bytes.length };
    return { type: "file", path, size: bytes.length, oid, ...(path.endsWith(".onnx") && { lfs }) };
  });
}

function json(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

function range(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i));
}

function tokenizer() {
  const id = (token: string) => WORDS.indexOf(token);
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: SPECIAL.map((content, at) => ({
      ...{ id: at, content, special: true },
      ...{ single_word: false, lstrip: false, rstrip: false, normalized: false },
    })),
    normalizer: {
      ...{ type: "BertNormalizer", clean_text: true, handle_chinese_chars: true },
      ...{ strip_accents: null, lowercase: true },
    },
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: {
      type: "TemplateProcessing",
      single: [special("[CLS]", 0), sequence("A", 0), special("[SEP]", 0)],
      pair: [
        ...[special("[CLS]", 0), sequence("A", 0), special("[SEP]", 0)],
        ...[sequence("B", 1), special("[SEP]", 1)],
      ],
      special_tokens: Object.fromEntries(
        ["[CLS]", "[SEP]"].map((token) => [token, { id: token, ids: [id(token)], tokens: [token] }]),
      ),
    },
    decoder: { type: "WordPiece", prefix: "##", cleanup: true },
    model: {
      ...{ type: "WordPiece", unk_token: "[UNK]", continuing_subword_prefix: "##" },
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(WORDS.map((word, at) => [word, at])),
    },
  };
}

const special = (id: string, type_id: number) => ({ SpecialToken: { id, type_id } });
const sequence = (id: string, type_id: number) => ({ Sequence: { id, type_id } });

const INPUTS = ["input_ids", "attention_mask", "token_type_ids"];

/** Each token's own vector and what it attends to, which is every token alike. */
function embedderModel(isBlind: boolean): Uint8Array {
  const nodes = [
    node("Gather", ["words", "input_ids"], "x"),
    node("Cast", ["attention_mask"], "seen", [number("to", 1)]),
    node("Unsqueeze", ["seen", "one"], "mask"),
    node("ReduceSum", ["seen", "one"], "count", [number("keepdims", 1)]),
    node("Unsqueeze", ["count", "one"], "counts"),
    node("MatMul", ["mask", "x"], "sum"),
    node("Div", ["sum", "counts"], "attended"),
    node("Add", ["x", "attended"], "last_hidden_state"),
  ];
  return model(nodes, ["last_hidden_state", ["batch", "length", WIDTH]], words(isBlind));
}

/** How near the mean of the second text is to that of the first. */
function rerankerModel(): Uint8Array {
  const nodes = [
    node("Gather", ["words", "input_ids"], "x"),
    node("Cast", ["token_type_ids"], "second", [number("to", 1)]),
    node("Sub", ["unit", "second"], "first"),
    node("Unsqueeze", ["first", "one"], "ofFirst"),
    node("Unsqueeze", ["second", "one"], "ofSecond"),
    node("MatMul", ["ofFirst", "x"], "asked"),
    node("MatMul", ["ofSecond", "x"], "told"),
    node("ReduceSum", ["second", "one"], "count", [number("keepdims", 1)]),
    node("Unsqueeze", ["count", "one"], "counts"),
    node("Div", ["told", "counts"], "mean"),
    node("Mul", ["asked", "mean"], "both"),
    node("ReduceSum", ["both", "two"], "score", [number("keepdims", 0)]),
    node("Identity", ["score"], "logits"),
  ];
  return model(nodes, ["logits", ["batch", 1]], words(false));
}

/** A vector for each word, the same on every machine; marks that stand in every text have none. */
function words(isBlind: boolean): Float32Array {
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  return Float32Array.from({ length: WORDS.length * WIDTH }, (_, i) => {
    const value = next();
    if (isBlind) return i % WIDTH === 0 ? 1 : 0;
    return i < SPECIAL.length * WIDTH ? 0.01 * value : value;
  });
}

/** ONNX is protobuf: a field is its number and wire type, then a varint or a length and so many bytes. */
type Dimension = string | number;

function model(
  nodes: readonly Uint8Array[],
  [output, shape]: readonly [string, readonly Dimension[]],
  table: Float32Array,
): Uint8Array {
  const graph = [
    ...nodes.map((one) => bytes(1, one)),
    text(2, "tiny"),
    bytes(5, tensor("words", 1, [WORDS.length, WIDTH], new Uint8Array(table.buffer))),
    bytes(5, tensor("unit", 1, [1], new Uint8Array(Float32Array.of(1).buffer))),
    ...["one", "two"].map((name, i) =>
      bytes(5, tensor(name, 7, [1], new Uint8Array(BigInt64Array.of(BigInt(i + 1)).buffer))),
    ),
    ...INPUTS.map((name) => bytes(11, value(name, 7, ["batch", "length"]))),
    bytes(12, value(output, 1, shape)),
  ];
  const opset = varint(2, 13);
  return Buffer.concat([varint(1, 8), bytes(7, Buffer.concat(graph)), bytes(8, opset)]);
}

function node(type: string, inputs: readonly string[], output: string, attributes: Uint8Array[] = []) {
  const fields = [...inputs.map((name) => text(1, name)), text(2, output), text(4, type)];
  return Buffer.concat([...fields, ...attributes.map((one) => bytes(5, one))]);
}

function number(name: string, value: number): Uint8Array {
  return Buffer.concat([text(1, name), varint(3, value), varint(20, 2)]);
}

function tensor(name: string, type: number, shape: readonly number[], raw: Uint8Array): Uint8Array {
  return Buffer.concat([
    ...shape.map((size) => varint(1, size)),
    varint(2, type),
    text(8, name),
    bytes(9, raw),
  ]);
}

function value(name: string, type: number, shape: readonly Dimension[]): Uint8Array {
  const dimensions = shape.map((size) =>
    bytes(1, typeof size === "string" ? text(2, size) : varint(1, size)),
  );
  const tensorType = Buffer.concat([varint(1, type), bytes(2, Buffer.concat(dimensions))]);
  return Buffer.concat([text(1, name), bytes(2, bytes(1, tensorType))]);
}

function text(field: number, value: string): Uint8Array {
  return bytes(field, Buffer.from(value));
}

function bytes(field: number, value: Uint8Array): Uint8Array {
  return Buffer.concat([varintOf(field * 8 + 2), varintOf(value.length), value]);
}

function varint(field: number, value: number): Uint8Array {
  return Buffer.concat([varintOf(field * 8), varintOf(value)]);
}

function varintOf(value: number): Uint8Array {
  const digits: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    digits.push((rest % 128) + (rest >= 128 ? 128 : 0));
    if (rest < 128) return Uint8Array.from(digits);
  }
}
