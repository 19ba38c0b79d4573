/** How a platform took a message: what delivery is to do next. */

/** What became of a request to a platform. */
export type SendResult =
  /** With the id that the platform gave the message, where it gave one. */
  | { readonly kind: "sent"; readonly id: string | null }
  /** Surely not there: to be sent again after a while. */
  | { readonly kind: "later"; readonly afterMs: number; readonly why: string }
  /** May be there or not: sent again after a while, and marked. */
  | { readonly kind: "unsure"; readonly afterMs: number; readonly why: string }
  /** The message standing in the slot is gone: this is to be sent as a new one. */
  | { readonly kind: "anew" }
  /** Will never be taken; what is to be told to the reader in its place, if anything. */
  | { readonly kind: "refused"; readonly why: string; readonly instead: string | null }
  /** Not taken in this form, but perhaps in a plainer one, which is sent in its place. */
  | { readonly kind: "plainer"; readonly why: string; readonly content: string }
  /** Nothing more is taken where this was to stand; elsewhere in the chat there may be. */
  | { readonly kind: "closed"; readonly why: string }
  /** Nothing can be sent to this chat any more. */
  | { readonly kind: "gone"; readonly why: string }
  | { readonly kind: "moved"; readonly to: string };
