/**
 * What a run was *for*, derived from how it was set up. The rules are data: an ordered table, where the first rule that
 * fits decides. An experiment may hand in a table of its own. A definition given by the source of the run wins over
 * this one; that is up to the caller.
 */

export const runDefinitions = ['PHYSICS', 'COSMICS', 'TECHNICAL', 'SYNTHETIC', 'CALIBRATION', 'COMMISSIONING'] as const
export type RunDefinition = (typeof runDefinitions)[number]

/** All that the rules look at; null where the source did not say. */
export type DefinitionFacts = {
  readonly runType: string | null
  /** Whether the detector control system, the data distribution and the event processing nodes took part. */
  readonly dcs: boolean | null
  readonly dataDistribution: boolean | null
  readonly epn: boolean | null
  /** OFF, LTU (a detector's own trigger) or CTP (the central one). */
  readonly trigger: string | null
  readonly processingMode: string | null
  readonly workflowParameters: string | null
  readonly pdpBeamType: string | null
  /** The machine's beam mode during the run, such as STABLE BEAMS. */
  readonly beamMode: string | null
  /** Names of the detectors taking part. */
  readonly detectors: readonly string[]
  /** Whether the run shares time with the stable beams of its fill; what is still going on counts to now. */
  readonly overlapsStableBeams: boolean
}

export type DefinitionRule = {
  readonly definition: RunDefinition
  /** The rule as a sentence, to tell a reader why a run is what it is. */
  readonly because: string
  readonly fits: (facts: DefinitionFacts) => boolean
}

// Sources spell run types in upper and lower case alike.
const typeMatches = ({ runType }: DefinitionFacts, pattern: RegExp): boolean =>
  runType !== null && pattern.test(runType)

const isFullReadout = (facts: DefinitionFacts): boolean =>
  facts.dcs === true &&
  facts.dataDistribution === true &&
  facts.epn === true &&
  facts.trigger === 'CTP' &&
  (facts.processingMode === 'processing' || facts.processingMode === 'processing-disk') &&
  facts.workflowParameters !== null &&
  facts.workflowParameters.includes('CTF')

const fullReadout =
  'detector control, data distribution and processing nodes on, central trigger, ' +
  'time frames processed and written as CTF'

const otherwise: DefinitionRule = {
  definition: 'COMMISSIONING',
  because: 'None of the other definitions fits.',
  fits: () => true,
}

/** ALICE's rules. Order matters: a run that fits several is what the first of them says. */
export const definitionRules: readonly DefinitionRule[] = [
  {
    definition: 'PHYSICS',
    because: `Full readout (${fullReadout}) with ITS and FT0 during stable beams.`,
    fits: (facts) =>
      isFullReadout(facts) &&
      facts.detectors.includes('ITS') &&
      facts.detectors.includes('FT0') &&
      facts.overlapsStableBeams,
  },
  {
    definition: 'COSMICS',
    because: `Full readout (${fullReadout}) of a cosmics run without beam.`,
    fits: (facts) =>
      isFullReadout(facts) &&
      typeMatches(facts, /^cosmics?$/i) &&
      (facts.beamMode === null || facts.beamMode === '' || facts.beamMode === 'NO BEAM'),
  },
  {
    definition: 'TECHNICAL',
    because: 'The run type is TECHNICAL and processing was set up for technical data.',
    fits: (facts) => typeMatches(facts, /^technical$/i) && facts.pdpBeamType === 'technical',
  },
  {
    definition: 'SYNTHETIC',
    because: 'Data were replayed or made up (run type REPLAY or SYNTHETIC), with detector control and trigger off.',
    // A source that is silent about detector control had it off.
    fits: (facts) => facts.dcs !== true && facts.trigger === 'OFF' && typeMatches(facts, /^(replay|synthetic)$/i),
  },
  {
    definition: 'CALIBRATION',
    because: 'The run type is a calibration: CALIBRATION_…, PEDESTAL, LASER, PULSER or NOISE.',
    fits: (facts) => typeMatches(facts, /^(calibration_.*|pedestal|laser|pulser|noise)$/i),
  },
  otherwise,
]

/** The rule that decides; a table of which no rule fits leaves the run to commissioning. */
export const decidingRule = (
  facts: DefinitionFacts,
  rules: readonly DefinitionRule[] = definitionRules,
): DefinitionRule => rules.find((rule) => rule.fits(facts)) ?? otherwise

/** The definition by the first rule that fits. To be derived again whenever the run or its fill changes. */
export const deriveDefinition = (
  facts: DefinitionFacts,
  rules: readonly DefinitionRule[] = definitionRules,
): RunDefinition => decidingRule(facts, rules).definition
