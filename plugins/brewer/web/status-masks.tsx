import { A } from '@solidjs/router'
import { createMemo, createSignal, For, Show } from 'solid-js'
import { LevelSign } from './brewer-level.tsx'
import { binaryOf, bitsOf, levelWords, maskBytes, type MaskBit } from './brewer-words.ts'
import type { ErrorType } from './status-documents.ts'
import { useBrewerView } from './use-brewer-view.ts'

type Masks = { a: number; b: number; c: number; d: number; beyond: readonly number[] }

/**
 * The four bytes of the newest day, bit by bit. What a bit means is said below while the pointer or the focus is on it;
 * those that are set are told in full beside.
 */
export const StatusMasks = (props: { masks: Masks; date: string | null; types: readonly ErrorType[] }) => {
  const { messagesOf } = useBrewerView()
  const [pointed, setPointed] = createSignal<number | null>(null)
  const typeOf = createMemo(() => {
    const byCode = new Map(props.types.map((type) => [type.code, type] as const))
    return (code: number) => byCode.get(code)
  })
  const words = ({ code, isSet }: Pick<MaskBit, 'code' | 'isSet'>): string => {
    const type = typeOf()(code)
    if (!type?.isUsed) return `${code}: not used`
    return `${code}: ${type.title}, ${levelWords[type.level ?? 'INFO']}${isSet ? '' : ', not set'}`
  }
  const set = createMemo(() => [...maskBytes.flatMap((byte) => bitsOf(byte, props.masks[byte]).filter(({ isSet }) => isSet).map(({ code }) => code).toSorted((a, b) => a - b)), ...props.masks.beyond])
  const pointedBit = () => {
    const code = pointed()
    return code === null ? null : { code, isSet: set().includes(code) }
  }
  return (
    <section class="brewer-masks" aria-label="Bytes of the newest day">
      <h3 class="brewer-heading">
        Bytes A to D <span class="brewer-soft">{props.date === null ? 'of no day yet' : `of ${props.date}`}</span>
      </h3>
      <div class="brewer-bytes">
        <For each={maskBytes}>
          {(byte) => (
            <div class="brewer-byte" role="group" aria-label={`Byte ${byte.toUpperCase()}: ${binaryOf(props.masks[byte])}`}>
              <span class="brewer-byte-name">{byte.toUpperCase()}</span>
              <For each={bitsOf(byte, props.masks[byte])}>
                {(bit) => (
                  <button
                    type="button"
                    class="brewer-bit"
                    data-set={bit.isSet || undefined}
                    // A way of 32 steps would be long: what is not set is reached with the pointer.
                    tabindex={bit.isSet ? 0 : -1}
                    title={words(bit)}
                    onMouseEnter={() => setPointed(bit.code)}
                    onMouseLeave={() => setPointed(null)}
                    onFocus={() => setPointed(bit.code)}
                    onBlur={() => setPointed(null)}
                  >
                    {bit.isSet ? '1' : '0'}
                    <span class="visually-hidden"> {words(bit)}</span>
                  </button>
                )}
              </For>
            </div>
          )}
        </For>
      </div>
      <Show
        when={pointedBit()}
        fallback={
          <p class="brewer-decoded">
            <Show when={set().length > 0} fallback="No bit is set.">
              <For each={set()}>
                {(code) => (
                  <span class="brewer-code" title={words({ code, isSet: true })}>
                    <LevelSign level={typeOf()(code)?.level ?? 'INFO'} />
                    <A href={messagesOf({ codes: [code] })}>
                      {code} {typeOf()(code)?.title}
                    </A>
                  </span>
                )}
              </For>
            </Show>
          </p>
        }
      >
        {(bit) => <p class="brewer-decoded">{words(bit())}</p>}
      </Show>
    </section>
  )
}
