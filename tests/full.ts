/** `FULL=1 npm run test:slow`: as many kills and deliveries as are promised, which takes half an hour; else a sample of them. */

export const FULL = Boolean(process.env.FULL);
