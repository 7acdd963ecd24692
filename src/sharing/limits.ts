/**
 * The greatest number of recipients in one run, over all images, an account counted once for each image.
 * At the few calls a second that WorkSpaces takes, so many changes last longer than any job. A list is short and its
 * product with many images is not, so this bounds the plan, the report and their memory.
 */
export const mostRecipients = 250_000
