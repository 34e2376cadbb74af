#include "register/search.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "i18n/fold.hpp"
#include "register/permissions.hpp"
#include "world/words.hpp"

namespace dostyq::registry {
namespace {

const std::string kOrders = "directives";
/// Figures that nobody looks for by words.
constexpr std::array<std::string_view, 5> kFigures{"people", "control_totals", "travel",
                                                   "stat_areas", "completeness"};
/// What has a page of its own comes before what is a line in a table.
constexpr std::array<std::string_view, 6> kWithPages{"directives", "sites", "sessions",
                                                     "bodies",     "areas", "places"};
/// What a record is called by, best first.
constexpr std::array<std::string_view, 6> kTitleColumns{"name_kk", "name_ru", "name_en",
                                                        "name",    "title",   "number"};

std::vector<std::string_view> words_of(std::string_view folded) {
  std::vector<std::string_view> words;
  while (!folded.empty()) {
    const size_t end = std::min(folded.find(' '), folded.size());
    if (end > 0) words.push_back(folded.substr(0, end));
    folded.remove_prefix(std::min(end + 1, folded.size()));
  }
  return words;
}

/// With Roman numbers in figures too: session XXXIII is found as 33.
std::string folded(const std::string& text) {
  std::string words = i18n::fold_for_search(text);
  std::string figures;
  for (const std::string_view word : words_of(words)) {
    const int value = word.size() > 1 ? i18n::roman_value(word) : 0;
    if (value > 0) figures += " " + std::to_string(value);
  }
  return words + figures;
}

size_t find(std::string_view text, size_t from, std::string_view word) {
  if (from >= text.size()) return std::string_view::npos;
  const void* at = memmem(text.data() + from, text.size() - from, word.data(), word.size());
  return at == nullptr ? std::string_view::npos
                       : static_cast<size_t>(static_cast<const char*>(at) - text.data());
}

double page_bonus(const std::string& table) {
  const auto at = std::find(kWithPages.begin(), kWithPages.end(), table);
  return at == kWithPages.end() ? 0 : 2 - 0.1 * static_cast<double>(at - kWithPages.begin());
}

/// How a word that a search asks for stands in a text: 3 whole, 2 at the beginning of a word, 1
/// inside of one, 0 not at all. Beginnings are few, so they are looked for first.
class Word {
 public:
  explicit Word(std::string_view word) : beginning_(" " + std::string(word)) {}

  std::string_view word() const { return std::string_view(beginning_).substr(1); }
  double rate(std::string_view text) const {
    double best = text.starts_with(word()) ? ends_at(text, word().size()) : 0;
    for (size_t at = find(text, 0, beginning_); best < 3 && at != std::string_view::npos;
         at = find(text, at + 1, beginning_))
      best = std::max(best, ends_at(text, at + beginning_.size()));
    if (best > 0) return best;
    return find(text, 0, word()) == std::string_view::npos ? 0 : 1;
  }

 private:
  static double ends_at(std::string_view text, size_t end) {
    return end == text.size() || text[end] == ' ' ? 3 : 2;
  }
  std::string beginning_;
};

/// A whole word in the title counts most, the beginning of a word more than its middle. `rest` is
/// what stands behind the title.
double score(std::string_view title, std::string_view rest, const std::vector<Word>& words) {
  double sum = 0;
  for (const Word& word : words) {
    const double in_title = word.rate(title);
    sum += 10 * in_title + (in_title == 3 ? 3 : std::max(in_title, word.rate(rest)));
  }
  // The shorter name is the closer one, and a district comes before an order whose sentence names
  // it.
  constexpr size_t kSentence = 150;
  return sum - static_cast<double>(title.size()) * 0.001 - (title.size() > kSentence ? 1 : 0);
}

}  // namespace

std::shared_ptr<const SearchIndex::TableText> SearchIndex::make_text(
    const std::shared_ptr<const Table>& table, const TableText* before) {
  auto made = std::make_shared<TableText>();
  made->table = table;
  for (const Record& record : table->records) {
    if (record.removed) continue;
    Document document{record.id, record.version, made->text.size(), 0, 0};
    const auto known =
        before == nullptr ? decltype(before->index.end()){} : before->index.find(record.id);
    if (before != nullptr && known != before->index.end() &&
        before->documents[known->second].version == record.version) {
      const Document& old = before->documents[known->second];
      made->text.append(before->text, old.begin, old.end - old.begin);
      document.title_end = document.begin + (old.title_end - old.begin);
    } else {
      std::string title = record.id;
      for (const std::string_view column : kTitleColumns)
        title += " " + table->cell(record, std::string(column));
      made->text += folded(title);
      document.title_end = made->text.size();
      std::string rest;
      for (size_t i = 0; i < record.cells.size(); ++i) {
        const bool in_title = std::find(kTitleColumns.begin(), kTitleColumns.end(),
                                        table->columns[i]) != kTitleColumns.end();
        if (!in_title) rest += record.cells[i] + " ";
      }
      made->text += " " + folded(rest);
    }
    document.end = made->text.size();
    made->text += '\n';
    made->index.emplace(record.id, made->documents.size());
    made->documents.push_back(std::move(document));
  }
  return made;
}

std::shared_ptr<const SearchIndex::TableText> SearchIndex::make_orders() const {
  auto made = std::make_shared<TableText>();
  for (const directive::Directive& order : snapshot_->orders()) {
    Document document{order.id, 1, made->text.size(), 0, 0};
    made->text +=
        folded(order.id + " " + order.text.kk + " " + order.text.ru + " " + order.text.en);
    document.title_end = document.end = made->text.size();
    made->text += '\n';
    made->documents.push_back(std::move(document));
  }
  return made;
}

SearchIndex::SearchIndex(std::shared_ptr<const Snapshot> snapshot, const SearchIndex* before)
    : snapshot_(std::move(snapshot)) {
  for (const std::string& name : snapshot_->state.table_names()) {
    if (name == kFiles || std::find(kFigures.begin(), kFigures.end(), name) != kFigures.end())
      continue;
    const std::shared_ptr<const Table> table = snapshot_->state.shared_table(name);
    const TableText* old = nullptr;
    if (before != nullptr) {
      const auto at = before->texts_.find(name);
      if (at != before->texts_.end()) old = at->second.get();
      if (old != nullptr && old->table == table) {
        texts_.emplace(name, at->second);
        continue;
      }
    }
    texts_.emplace(name, make_text(table, old));
  }
  if (snapshot_->plan_case) texts_.emplace(kOrders, make_orders());
}

size_t SearchIndex::records() const {
  size_t sum = 0;
  for (const auto& [name, text] : texts_) sum += text->documents.size();
  return sum;
}

Text SearchIndex::title_of(const std::string& name, const std::string& id) const {
  if (name == kOrders) {
    const directive::Directive* order = snapshot_->order(id);
    return order == nullptr ? Text{id, id, id} : order->text;
  }
  const Table* table = snapshot_->state.table(name);
  const Record* record = table == nullptr ? nullptr : table->find(id);
  if (record == nullptr) return {id, id, id};
  Text title{table->cell(*record, "name_kk"), table->cell(*record, "name_ru"),
             table->cell(*record, "name_en")};
  std::string plain = id;
  for (const char* column : {"name", "title", "number"}) {
    if (plain == id && !table->cell(*record, column).empty()) plain = table->cell(*record, column);
  }
  for (const Language language : kLanguages)
    if (title.in(language).empty()) title.in(language) = plain;
  return title;
}

SearchResult SearchIndex::find(const std::string& query, size_t limit,
                               const std::string& only_table, bool with_protected) const {
  SearchResult result;
  const std::string wanted = i18n::fold_for_search(query);
  std::vector<std::string_view> words = words_of(wanted);
  if (words.empty()) return result;
  // The longest word is the rarest, mostly: only where it stands are the others looked for.
  std::sort(words.begin(), words.end(),
            [](const auto a, const auto b) { return a.size() > b.size(); });
  const std::vector<Word> rated(words.begin(), words.end());
  struct Found {
    const std::string* table;
    const Document* document;
    double score;
  };
  std::vector<Found> found;
  for (const auto& [name, text] : texts_) {
    if (!only_table.empty() && name != only_table) continue;
    if (is_protected(name) && !with_protected) continue;
    const std::string_view all = text->text;
    const double bonus = page_bonus(name);
    auto document_at = text->documents.begin();
    for (size_t at = registry::find(all, 0, words[0]); at != std::string_view::npos;) {
      while (document_at->end <= at) ++document_at;
      const Document& document = *document_at;
      const std::string_view own = all.substr(document.begin, document.end - document.begin);
      const bool has_all = std::all_of(words.begin() + 1, words.end(), [&](const auto word) {
        return registry::find(own, 0, word) != std::string_view::npos;
      });
      if (has_all) {
        const size_t title = document.title_end - document.begin;
        found.push_back(
            {&name, &document, score(own.substr(0, title), own.substr(title), rated) + bonus});
      }
      at = registry::find(all, document.end, words[0]);
    }
  }
  result.total = found.size();
  const size_t kept = std::min(limit, found.size());
  std::partial_sort(found.begin(), found.begin() + static_cast<ptrdiff_t>(kept), found.end(),
                    [](const Found& a, const Found& b) {
                      return a.score != b.score ? a.score > b.score
                                                : a.document->record < b.document->record;
                    });
  for (size_t i = 0; i < kept; ++i) {
    result.hits.push_back({*found[i].table, found[i].document->record,
                           title_of(*found[i].table, found[i].document->record), found[i].score});
  }
  return result;
}

std::shared_ptr<const SearchIndex> Searcher::index(std::shared_ptr<const Snapshot> snapshot) {
  const std::lock_guard lock(mutex_);
  if (index_ == nullptr || &index_->snapshot() != snapshot.get())
    index_ = std::make_shared<const SearchIndex>(std::move(snapshot), index_.get());
  return index_;
}

}  // namespace dostyq::registry
