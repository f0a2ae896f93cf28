import { createEffect, createSignal } from 'solid-js'
import type { PanelProps } from '../../../../plugins/api/panel.ts'

type Way = 'drawn' | 'effect'

const fail = (where: string): never => {
  throw new Error(`It was asked to fail ${where}.`)
}

/** A panel that breaks in each of the ways in which panels break, when it is told to. */
export const CarelessPanel = (props: PanelProps<'run'>) => {
  const [way, setWay] = createSignal<Way | null>(null)
  createEffect(() => way() === 'effect' && fail('in an effect'))
  return (
    <div class="kit-row">
      <span>Run {props.number}</span>
      <button type="button" class="button" onClick={() => setWay('drawn')}>
        Fail when drawn
      </button>
      <button type="button" class="button" onClick={() => setWay('effect')}>
        Fail in an effect
      </button>
      <button type="button" class="button" onClick={() => fail('in a handler')}>
        Fail in a handler
      </button>
      {way() === 'drawn' ? fail('when drawn') : null}
    </div>
  )
}
