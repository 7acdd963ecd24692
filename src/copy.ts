import { copyImage } from './jobs.ts'

void copyImage()
