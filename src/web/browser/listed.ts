/** What an exported folder's index tells of cases and sentences. */

/** Of a case: its page, its title, its organisation. */
export type ListedCase = readonly [page: string, title: string, organization: string];

/** Of a sentence: its page and fragment, section and item, words. */
export type ListedSentence = readonly [href: string, place: string, text: string];
