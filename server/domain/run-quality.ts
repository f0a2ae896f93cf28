/**
 * What people think of a run's data, and the rules for changing their mind. The rules are data: the first one broken
 * makes the fault.
 */

export const runQualities = ['NONE', 'GOOD', 'BAD', 'TEST'] as const
export type RunQuality = (typeof runQualities)[number]

export type QualityChange = {
  readonly from: RunQuality
  readonly to: RunQuality
  /** Why; a blank reason is none. */
  readonly reason: string | null | undefined
  /** Whether the run has ended: while it takes data, nobody knows yet. */
  readonly ended: boolean
}

export type QualityFault = { readonly code: 'RUN_NOT_ENDED' | 'REASON_REQUIRED'; readonly message: string }

type QualityRule = QualityFault & { readonly isBroken: (change: QualityChange) => boolean }

const hasNoReason = ({ reason }: QualityChange): boolean => !reason || reason.trim() === ''

// The first verdict of a shift is its daily work and speaks for itself; only "bad" has to be explained.
const isPlainFirstVerdict = ({ from, to }: QualityChange): boolean =>
  from === 'NONE' && (to === 'GOOD' || to === 'TEST')

const runQualityRules: readonly QualityRule[] = [
  {
    code: 'RUN_NOT_ENDED',
    message: 'The quality of a run can be set only after the run has ended.',
    isBroken: ({ ended }) => !ended,
  },
  {
    code: 'REASON_REQUIRED',
    message: 'A change of run quality needs a reason, except from NONE to GOOD or TEST.',
    isBroken: (change) => hasNoReason(change) && !isPlainFirstVerdict(change),
  },
]

const detectorQualityRules: readonly QualityRule[] = [
  {
    code: 'RUN_NOT_ENDED',
    message: 'The quality of a detector can be set only after the run has ended.',
    isBroken: ({ ended }) => !ended,
  },
  {
    code: 'REASON_REQUIRED',
    message: 'A change of a detector\'s quality needs a reason.',
    isBroken: hasNoReason,
  },
]

const firstFault = (rules: readonly QualityRule[], change: QualityChange): QualityFault | null => {
  if (change.from === change.to) return null
  const broken = rules.find((rule) => rule.isBroken(change))
  return broken ? { code: broken.code, message: broken.message } : null
}

/** Null when the quality of a run may change so; saying again what already holds is no change and always allowed. */
export const checkQualityChange = (change: QualityChange): QualityFault | null => firstFault(runQualityRules, change)

/** The same for the quality of one detector in a run. */
export const checkDetectorQualityChange = (change: QualityChange): QualityFault | null =>
  firstFault(detectorQualityRules, change)
