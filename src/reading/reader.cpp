#include "reading/reader.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "io/file.hpp"
#include "reading/language.hpp"
#include "reading/page.hpp"
#include "reading/sentences.hpp"
#include "reading/speech.hpp"
#include "reading/statements.hpp"
#include "world/load.hpp"

namespace dostyq::reading {

std::map<std::string, std::string> default_programme_files();  // default_files.cpp.in

Checked<world::Programme> default_programme() {
  return world::load_files(default_programme_files());
}

Reader::Reader(const world::Programme& programme) : programme_(programme) {
  for (const world::AreaVersion& area : programme.areas) {
    if (area.kind == world::AreaKind::kCountry) country_ = area.id;
  }
}

Reader::~Reader() = default;

Result<const Pack*> Reader::pack(Language language) {
  std::unique_ptr<Pack>& pack = packs_[static_cast<size_t>(language)];
  if (!pack) {
    auto made = Pack::make(language, programme_);
    if (!made) return tl::unexpected(made.error());
    pack = std::make_unique<Pack>(std::move(*made));
  }
  return pack.get();
}

Result<Report> Reader::read(std::string_view bytes, const ReadOptions& options) {
  const Result<Source> source = open_source(bytes);
  if (!source) return tl::unexpected(source.error());
  if (source->text.size() > options.most_text)
    return fail("reading.too_large", {std::to_string(options.most_text >> 20U)});
  Report report;
  report.format = source->format;
  report.source_encoding = source->encoding;
  report.offsets_in = source->extracted ? "extracted text" : "source";
  report.source_sha256 = io::sha256_hex(bytes);
  report.text = source->text;
  report.notes = source->notes;

  LetterCount letters;
  for (const Block& block : source->blocks) letters.add(cut(report.text, block.span));
  report.language = letters.language();
  if (!report.language) {
    if (report.notes.empty())
      report.notes.emplace_back(source->format == "pdf" ? "reading.note.pdf_without_text"
                                                        : "reading.note.empty");
    return report;
  }
  // Languages that may occur: those whose letters do.
  std::vector<const Pack*> packs;
  const auto add = [&](Language language) -> Result<void> {
    const Result<const Pack*> made = pack(language);
    if (!made) return tl::unexpected(made.error());
    if (std::find(packs.begin(), packs.end(), *made) == packs.end()) packs.push_back(*made);
    return {};
  };
  std::vector<Language> wanted{*report.language};
  if (letters.kazakh > 0) wanted.push_back(Language::kKazakh);
  if (letters.cyrillic > 0) wanted.push_back(Language::kRussian);
  wanted.push_back(Language::kEnglish);
  for (const Language language : wanted) {
    if (const Result<void> made = add(language); !made) return tl::unexpected(made.error());
  }
  Page page = take_apart(*source, packs);
  report.title = std::move(page.title);
  report.byline = std::move(page.byline);
  report.photo_credit = std::move(page.photo_credit);
  report.published = std::move(page.published);
  if (!report.published && options.published) {
    report.published.emplace();
    report.published->date = *options.published;
    report.published->text = options.published->to_string();
  }
  report.views = page.views;
  report.related = std::move(page.related);
  report.furniture = std::move(page.furniture);
  read_passages(report, page.passages, *report.language);
  link_same(report.statements);
  for (Statement& statement : report.statements) {
    if (statement.obliges() && statement.issuer.empty())
      statement.flags.emplace_back("reading.flag.no_issuer");
  }
  if (std::none_of(report.statements.begin(), report.statements.end(),
                   [](const Statement& statement) { return statement.obliges(); }))
    report.notes.emplace_back(report.statements.empty() ? "reading.note.only_furniture"
                                                        : "reading.note.no_orders");
  return report;
}

void Reader::read_passages(Report& report, const std::vector<Passage>& passages, Language main) {
  std::set<std::string> abbreviations;
  for (const auto& pack : packs_) {
    if (pack)
      abbreviations.insert(pack->lexicon->abbreviations.begin(),
                           pack->lexicon->abbreviations.end());
  }
  SentenceCutter cutter(report.text, {abbreviations.begin(), abbreviations.end()});
  SpeechFinder speeches(report.text);
  const std::optional<Date> day =
      report.published ? std::optional(report.published->date) : std::nullopt;
  std::map<Language, SentenceReader> readers;
  std::map<Language, WordCache> words;
  for (const Passage& passage : passages) {
    const Language of_block = language_of(cut(report.text, passage.span), main);
    const Pack* block_pack = packs_[static_cast<size_t>(of_block)].get();
    if (block_pack == nullptr) continue;
    WordCache& cache =
        words.try_emplace(of_block, block_pack->lexicon->vocabulary, &block_pack->lexicon->endings)
            .first->second;
    const std::vector<Speech> said = speeches.find(passage.span, *block_pack->lexicon, cache);
    for (const Span sentence : cutter.sentences(passage.span)) {
      const Language language = language_of(cut(report.text, sentence), of_block);
      const Pack* pack = packs_[static_cast<size_t>(language)].get();
      if (pack == nullptr) continue;
      SentencePlace place{sentence, passage.part, {}};
      for (const Speech& speech : said) {
        const uint32_t begin = std::max(sentence.begin, speech.span.begin);
        const uint32_t end = std::min(sentence.end, speech.span.end);
        // Most of the sentence is said by somebody.
        if (begin < end && 2 * (end - begin) > sentence.end - sentence.begin) {
          place.speaker = speech.speaker;
          if (place.part != Part::kBackground && place.part != Part::kTitle)
            place.part = Part::kQuotation;
        }
      }
      SentenceReader& reader =
          readers.try_emplace(language, report.text, *pack, country_, day).first->second;
      for (Statement& statement : reader.read(place)) {
        statement.id = "s" + std::to_string(report.statements.size() + 1);
        report.statements.push_back(std::move(statement));
      }
    }
  }
  // Who "Tokayev" is may be told later on the page.
  for (Statement& statement : report.statements) {
    const auto reader = readers.find(statement.language);
    if (reader != readers.end()) statement.issuer = reader->second.issuer_of(statement.speaker);
  }
}

}  // namespace dostyq::reading
