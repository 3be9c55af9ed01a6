import type { Desk } from './layout.ts';
import { joined, type Markup, markup, type Piece } from './markup.ts';
import type { ArticleView, ProofLine } from './views.ts';

/** What proves an article, folded: each revision's entry in the ledger, and the files that show it. */
export function articleProofs(desk: Desk, { line, proofs = [] }: ArticleView): Piece {
  const { links, say } = desk;
  if (proofs.length === 0) return undefined;
  const isProved = proofs.some(({ state }) => state === 'proved');
  const evidence = isProved && links.proof?.({ id: line.id, as: 'evidence' });
  const newestFirst = [...proofs].sort((a, b) => b.revision - a.revision);
  return markup`
<details class="proof"><summary>${say('proof')}</summary>
<p>${say('proofLead')}</p>
${evidence && markup`<p><a href="${evidence}" download>${say('proofEvidence')}</a></p>`}
<ul>${newestFirst.map((proof) => markup`<li>${proofItem(desk, line.id, proof)}</li>`)}</ul>
</details>`;
}

function proofItem(desk: Desk, id: string, proof: ProofLine): Markup {
  const { dates, say } = desk;
  const { index, record, revision, time } = proof;
  const isLogged = index !== undefined && time !== undefined;
  const leaf = isLogged && say('proofLeaf', { index: `${index}`, time: dates.moment(time) });
  const digest =
    record !== undefined &&
    say('proofRecord', { digest: markup`<span class="digest">${record}</span>` });
  const parts: readonly Piece[] = [
    say('revisionNumber', { n: revision }),
    leaf,
    stateOf(desk, proof),
    digest,
    ...filesOf(desk, id, proof),
  ];
  return joined(
    parts.filter((part) => part !== false && part !== undefined),
    markup` <span aria-hidden="true">·</span> `,
  );
}

function stateOf({ say }: Desk, { size, state }: ProofLine): Markup {
  if (state === 'proved') return say('proofProved', { size: `${size ?? 0}` });
  if (state === 'unpublished') return say('proofUnpublished');
  return say(state === 'removed' ? 'proofRemoved' : 'proofUnlogged');
}

function filesOf({ links, say }: Desk, id: string, { revision, state }: ProofLine): Piece[] {
  const link = (as: 'proof' | 'record', name: Markup): Piece => {
    const href = links.proof?.({ id, revision, as });
    return href !== undefined && markup`<a href="${href}" download>${name}</a>`;
  };
  if (state !== 'proved') return [];
  return [link('proof', say('proofFile')), link('record', markup`JSON`)];
}
