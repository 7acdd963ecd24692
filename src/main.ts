import { shareAndUnshare } from './jobs.ts'

void shareAndUnshare()
