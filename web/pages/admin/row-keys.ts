import type { Keys } from '../../kit/keys.ts'

/**
 * `j` and `k` move the focus from row to row of a table, to the link that each row begins with; Enter is the link's own.
 * @param group under which head the list of keys shows them
 */
export const useRowKeys = (keys: Keys, group: string, place: () => HTMLElement | undefined): void => {
  const move = (by: number) => {
    const links = [...(place()?.querySelectorAll<HTMLElement>('tbody tr th a') ?? [])]
    const at = links.findIndex((link) => link.closest('tr')?.contains(document.activeElement))
    links[at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + by))]?.focus()
  }
  keys.use(
    { keys: 'j', what: 'Next row', group, repeats: true, run: () => move(1) },
    { keys: 'k', what: 'Row before', group, repeats: true, run: () => move(-1) },
  )
}
