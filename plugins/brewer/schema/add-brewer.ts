import type { PluginBuilder, PluginCore } from '../../api/index.ts'
import type { BrewerAnswers } from '../answers.ts'
import { addCodes } from './codes.ts'
import { addEvents } from './events.ts'
import { addFiles } from './files.ts'
import { addBrewerInstrument } from './instrument.ts'
import { addLimits } from './limits.ts'
import { addMutations } from './mutations.ts'
import { createRefs } from './refs.ts'
import { addTerms } from './terms.ts'

/** Events, files, codes and brewers: what can be asked, and what can be done. */
export const addBrewer = (builder: PluginBuilder, answers: BrewerAnswers, core: PluginCore): void => {
  const terms = addTerms(builder, core)
  const refs = createRefs(builder)
  const codes = addCodes(builder, answers, core, terms)
  const events = addEvents(builder, answers, core, terms, refs)
  const files = addFiles(builder, answers, core, terms, refs, events)
  const limits = addLimits(builder, answers, core, terms, refs)
  addBrewerInstrument(builder, answers, core, { terms, refs, codes, events, files, limits })
  addMutations(builder, answers, core, { terms, refs, limits })
}
