import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js'
import { CopyLine } from '../../../web/kit/copy-line.tsx'
import type { PanelProps } from '../../api/panel.ts'
import { codeOf } from '../codes/code-table.ts'
import { codesOf, masksOf, masksText, type Masks } from '../codes/masks.ts'
import { Level } from './brewer-level.tsx'
import { bitsOf, counted, maskBytes } from './brewer-words.ts'
import { createView } from './live-brewers.ts'
import { decimalText, hexText, readCodes, readMask, writeMask } from './mask-text.ts'
import { TextField } from './text-field.tsx'
import './decoder.css'

const none: Masks = { a: 0, b: 0, c: 0, d: 0 }

/** What four bytes say, and the bytes of codes; nothing is asked for it. */
export const DecoderPanel = (_props: PanelProps<'navigation'>) => {
  const { view, change } = createView()
  const reading = createMemo(() => readMask(view().mask))
  const masks = (): Masks => {
    const read = reading()
    return read && 'masks' in read ? read.masks : none
  }
  const codes = createMemo(() => [...codesOf(masks()), ...view().beyond])
  /** What is being typed: it stays as it was typed while it says what the address says. */
  const [bytesTyped, setBytesTyped] = createSignal('')
  const [codesTyped, setCodesTyped] = createSignal('')
  const typedReading = createMemo(() => readMask(bytesTyped()))
  const same = (one: Masks, other: Masks) => maskBytes.every((byte) => one[byte] === other[byte])

  createEffect(
    on([() => view().mask, codes], ([text]) => {
      const [read, typed] = [reading(), typedReading()]
      if (text === '' && codes().length === 0) setBytesTyped((before) => (typed && 'masks' in typed ? '' : before))
      else if (read && 'fault' in read) setBytesTyped(text)
      else if (!(typed && 'masks' in typed && same(typed.masks, masks()))) setBytesTyped(masksText(masks()))
      if (readCodes(codesTyped()).codes.join() !== codes().toSorted((a, b) => a - b).join()) setCodesTyped(codes().join(' '))
    }),
  )

  const show = (given: Masks, beyond: readonly number[], replace: boolean) =>
    change({ mask: same(given, none) && beyond.length === 0 ? '' : writeMask(given), beyond }, replace)
  const typeBytes = (text: string) => {
    setBytesTyped(text)
    const read = readMask(text)
    if (read === null) show(none, [], true)
    else if ('masks' in read) change({ mask: writeMask(read.masks), beyond: view().beyond }, true)
  }
  const typeCodes = (text: string) => {
    setCodesTyped(text)
    const { beyond, ...given } = masksOf(readCodes(text).codes)
    show(given, beyond, true)
  }
  const toggle = (code: number) => {
    const held = codesOf(masks())
    const { beyond: _, ...given } = masksOf(held.includes(code) ? held.filter((one) => one !== code) : [...held, code])
    show(given, view().beyond, false)
  }
  const fault = () => {
    const read = typedReading()
    return read && 'fault' in read ? read.fault : null
  }
  const odd = () => readCodes(codesTyped()).odd
  const base = () => {
    const read = typedReading()
    return read && 'base' in read ? read.base : null
  }
  return (
    <div id="brewer-masks" class="brewer-decoder">
      <div class="brewer-decoder-fields">
        <TextField
          isMono
          label="Four bytes, A to D"
          hint={base() ? `Read as ${base()}.` : 'Binary, hexadecimal (0x20) or decimal.'}
          fault={fault() ?? undefined}
          placeholder="00000000 00100000 01110000 00000000"
          value={bytesTyped()}
          change={typeBytes}
        />
        <TextField
          isMono
          label="Codes"
          hint="Numbers of codes, with blanks or commas between them."
          fault={odd().length > 0 ? `Not a code: ${odd().join(', ')}` : undefined}
          placeholder="26 35 36 37"
          value={codesTyped()}
          change={typeCodes}
        />
      </div>
      <div class="brewer-decoder-both">
        <div class="brewer-decoder-bits-part">
          <div class="brewer-decoder-bits" role="group" aria-label="Bits by their codes: pressed is set">
            <For each={maskBytes}>
              {(byte) => (
                <div class="brewer-decoder-byte">
                  <span class="brewer-decoder-byte-name">{byte.toUpperCase()}</span>
                  <For each={bitsOf(byte, 0)}>
                    {({ code }) => (
                      <button
                        type="button"
                        class="brewer-decoder-bit"
                        aria-pressed={codes().includes(code)}
                        title={`${code}: ${codeOf(code)?.title ?? 'Not used'}`}
                        onClick={() => toggle(code)}
                      >
                        <span class="brewer-decoder-bit-value">{codes().includes(code) ? 1 : 0}</span>{' '}
                        {code} <span class="visually-hidden">{codeOf(code)?.title ?? 'not used'}</span>
                      </button>
                    )}
                  </For>
                </div>
              )}
            </For>
          </div>
          <dl class="brewer-written">
            <For each={[['Binary', masksText], ['Hexadecimal', hexText], ['Decimal', decimalText]] as const}>
              {([word, write]) => (
                <div>
                  <dt>{word}</dt>
                  <dd>
                    <CopyLine text={write(masks())} label={`Copy as ${word.toLowerCase()}`} />
                  </dd>
                </div>
              )}
            </For>
          </dl>
        </div>
        <div>
          <p class="brewer-decoder-count" role="status">
            {codes().length === 0 ? 'No bit is set: nothing was said.' : `${counted(codes().length, 'code')}:`}
          </p>
          <ul class="brewer-decoder-said" aria-label="What they say">
            <For each={codes()}>
              {(code) => (
                <li>
                  <code class="brewer-decoder-code">{code}</code>
                  <Show when={codeOf(code)?.level} fallback={<span class="nothing">not used</span>}>
                    {(level) => <Level level={level()} />}
                  </Show>
                  <span>
                    {codeOf(code)?.title ?? 'There is no such code'}
                    <Show when={view().beyond.includes(code)}>
                      <span class="brewer-more"> (it has no bit)</span>
                    </Show>
                  </span>
                </li>
              )}
            </For>
          </ul>
        </div>
      </div>
    </div>
  )
}
