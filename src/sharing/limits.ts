/**
 * The largest number of recipients in one run, over all images; an account counts once for each image.
 * WorkSpaces takes only a few calls a second, so this many changes outlast any job. A list of accounts is short, but
 * its product with many images is not, so this limit bounds the plan, the report and their memory.
 */
export const mostRecipients = 250_000
