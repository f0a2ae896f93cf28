import type { IconName } from '../kit/icon.tsx'

/** How one of a few states is called and drawn, and what it means. The colour is never the only sign. */
export type Sign = {
  readonly word: string
  readonly icon: IconName
  readonly tone: 'good' | 'bad' | 'warn' | 'live' | 'quiet'
  readonly hint: string
}
