/** What a file may cost that somebody put into the folder: beyond it, it is refused. */

const MB = 1024 * 1024;

export const LIMITS = {
  /** Of plain text, which is read in this process, and of other formats. */
  textBytes: 20 * MB,
  fileBytes: 50 * MB,
  /** Of a package (docx, xlsx, zip): its entries, one of them unpacked, and all that are read of it. */
  entries: 2_000,
  entryBytes: 64 * MB,
  packageBytes: 128 * MB,
  /** Elements within one another. */
  depth: 256,
  pages: 2_000,
  cells: 200_000,
  /** Of the process that reads a file. */
  heapMb: 384,
  residentBytes: 1024 * MB,
  processorSeconds: 20,
  /** Without getting on by a page; other formats than PDF are read in one go. */
  stuckSeconds: 8,
  /** By the clock. */
  seconds: 90,
  /** Added for each picture in which text is recognised: of its process, and by the clock. */
  pictureProcessorSeconds: 60,
  pictureSeconds: 600,
  scannedPages: 500,
  answerBytes: 128 * MB,
} as const;
