/** Property tests draw the same cases in every run; FC_SEED=… goes hunting for others. */

import fc from "fast-check";
import { ROUND } from "./full.ts";

const { FC_SEED } = process.env;

fc.configureGlobal({ seed: (FC_SEED ? Number(FC_SEED) : 20_241_122) + ROUND });
