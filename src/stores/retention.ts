/** How long what is kept for whoever looks after the program is kept where the settings do not say. */

export const RETENTION_DAYS = 90;
