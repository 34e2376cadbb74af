import { html, nothing, type TemplateResult } from 'lit-html';
import type { Context } from '../core/context';
import { fill } from '../core/words';
import { confidenceMark } from './icons';

/** How good the plan is, and by what it can be checked. */
export const certificate = (context: Context): TemplateResult => {
  const { report, words, say, format } = context;
  return html`<section id="certificate" aria-labelledby="certificate-title">
    <h2 id="certificate-title" tabindex="-1">${words.certificate.title}</h2>
    <p class="intro">${words.certificate.intro}</p>
    ${
      report.objectives.length > 0
        ? html`<div class="scroller" tabindex="0" role="group" aria-labelledby="certificate-title"><table>
      <caption class="unseen">${words.certificate.title}</caption>
      <thead><tr><th scope="col">${words.certificate.objective}</th><th scope="col" class="number">${words.certificate.value}</th>
        <th scope="col" class="number">${words.certificate.bound}</th><th scope="col" class="number">${words.certificate.gap}</th></tr></thead>
      <tbody>${report.objectives.map(
        (
          line,
          i,
        ) => html`<tr><th scope="row"><span class="rank">${i + 1}.</span> ${say(line.name)}${say(line.unit) ? html`, ${say(line.unit)}` : nothing}</th>
        <td class="number">${format.written(line.value)}</td><td class="number">${format.written(line.bound)}</td><td class="number">${format.written(line.gap)}</td></tr>`,
      )}</tbody>
    </table></div>`
        : nothing
    }
    <p class="hash"><span>${words.certificate.hash}</span> <code>${report.plan_hash || '–'}</code></p>
  </section>`;
};

export const notes = (context: Context): TemplateResult | typeof nothing => {
  const { report, words, say } = context;
  if (report.notes.length === 0) return nothing;
  return html`<section id="notes" aria-labelledby="notes-title">
    <h2 id="notes-title" tabindex="-1">${words.notes.title}</h2>
    <ul class="notes">${report.notes.map((note) => html`<li><span>${say(note.what)}</span> ${confidenceMark(context, note.confidence)}</li>`)}</ul>
  </section>`;
};

/** Addresses are links only when they are web addresses. */
export const sources = (context: Context): TemplateResult => {
  const { report, words } = context;
  const web = (url: string) => /^https?:\/\//.test(url);
  return html`<section id="sources" aria-labelledby="sources-title">
    <h2 id="sources-title" tabindex="-1">${words.sources.title}</h2>
    <ol class="sources">${report.sources.map(
      (source) => html`<li><span class="source-title">${source.title || source.id}</span>
      ${source.url ? html`<span class="source-url">${web(source.url) ? html`<a href=${source.url} rel="noreferrer noopener">${source.url}</a>` : source.url}</span>` : nothing}
      ${source.licence ? html`<span class="caption">${fill(words.sources.licence, { licence: source.licence })}</span>` : nothing}</li>`,
    )}</ol>
  </section>`;
};
