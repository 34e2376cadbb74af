import Combobox from '@github/combobox-nav';
import { html, nothing, type TemplateResult } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';

export interface Option {
  id: string;
  label: unknown;
  choose(): void;
}

export interface ComboboxParts {
  id: string;
  label: string;
  hideLabel?: boolean;
  placeholder?: string;
  text: string;
  options: Option[];
  /** Said when nothing fits; "" while nothing was asked. */
  nothing: string;
  open: boolean;
  input(text: string): void;
  close(): void;
  /** Enter without a chosen option. */
  enter?(text: string): void;
}

const attached = new WeakMap<HTMLInputElement, Combobox>();

/** The keyboard and ARIA of a combobox come from @github/combobox-nav (docs/decisions/0010-web-components.md); the list is drawn here. */
export function combobox(parts: ComboboxParts): TemplateResult {
  const listId = `${parts.id}-list`;
  const wire = (element: Element | undefined) => {
    if (element instanceof HTMLInputElement) queueMicrotask(() => attach(element, listId, parts.open));
  };
  const typed = (event: Event) => parts.input((event.target as HTMLInputElement).value);
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && parts.open) {
      event.stopPropagation();
      event.preventDefault();
      parts.close();
    }
    if (event.key === 'Enter' && !event.defaultPrevented && !document.querySelector(`#${listId} [aria-selected=true]`)) {
      event.preventDefault();
      const only = parts.options[0];
      if (parts.enter) parts.enter((event.target as HTMLInputElement).value);
      else if (only) only.choose();
    }
  };
  return html`<div class="combobox">
    <label for=${parts.id} class=${parts.hideLabel ? 'unseen' : ''}>${parts.label}</label>
    <input id=${parts.id} type="text" autocomplete="off" spellcheck="false" placeholder=${parts.placeholder ?? nothing} .value=${parts.text} @input=${typed} @keydown=${keys} ${ref(wire)}>
    <ul id=${listId} role="listbox" aria-label=${parts.label} class="options" ?hidden=${!parts.open || parts.options.length === 0}>
      ${parts.options.map(
        (option) => html`<li role="option" id="${listId}-${option.id}" @mousedown=${(event: Event) => event.preventDefault()} @click=${option.choose}>${option.label}</li>`,
      )}
    </ul>
    <p class="caption nothing-found" role="status">${parts.open && parts.options.length === 0 ? parts.nothing : nothing}</p>
  </div>`;
}

function attach(input: HTMLInputElement, listId: string, open: boolean): void {
  const list = document.getElementById(listId);
  if (!list || !input.isConnected) return;
  let own = attached.get(input);
  if (!own) attached.set(input, (own = new Combobox(input, list, { tabInsertsSuggestions: false })));
  const running = input.getAttribute('aria-expanded') === 'true';
  const wanted = open && list.childElementCount > 0;
  if (wanted && !running) own.start();
  if (!wanted && running) own.stop();
}
