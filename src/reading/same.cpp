#include <algorithm>
#include <map>
#include <set>

#include "reading/letters.hpp"
#include "reading/reader.hpp"

namespace dostyq::reading {
namespace {

constexpr double kAlikeWithin = 0.5;     // share of the shorter one's words in the longer one
constexpr double kAlikeWithPlace = 0.3;  // when both name the same places and thing
constexpr size_t kShortestStem = 4;      // letters that are compared of a word
constexpr size_t kMostCompared = 400;    // statements; a longer text has no repeats of this kind

/// Beginnings of the longer words: enough to see that a headline repeats a sentence.
std::set<std::string> beginnings(const Statement& statement) {
  std::set<std::string> found;
  for (const Token& token :
       tokens_of(statement.text, {0, static_cast<uint32_t>(statement.text.size())})) {
    if (token.kind != Token::Kind::kWord) continue;
    const std::string folded = fold_word(cut(statement.text, token.span)).text;
    size_t letters = 0;
    size_t at = 0;
    while (at < folded.size() && letters < kShortestStem) {
      at = code_point(folded, at).end;
      ++letters;
    }
    if (letters == kShortestStem) found.insert(folded.substr(0, at));
  }
  return found;
}

bool overlap(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& x) {
    return std::find(b.begin(), b.end(), x) != b.end();
  });
}

bool may_be_same(const Statement& a, const Statement& b) {
  if (a.language != b.language) return false;
  if (!a.areas.empty() && !b.areas.empty() && !overlap(a.areas, b.areas)) return false;
  if (!a.bodies.empty() && !b.bodies.empty() && !overlap(a.bodies, b.bodies)) return false;
  if (!a.subject.empty() && !b.subject.empty() && a.subject != b.subject) return false;
  // "in a number of other towns" is not what is ordered for one place.
  if (a.open_ended != b.open_ended && a.areas.empty() != b.areas.empty()) return false;
  if (a.every.empty() != b.every.empty() && a.areas.empty() != b.areas.empty()) return false;
  return true;
}

/// How much of an order a statement says.
int fullness(const Statement& s) {
  return 8 * static_cast<int>(s.obliges()) + 2 * static_cast<int>(!s.areas.empty()) +
         2 * static_cast<int>(!s.every.empty()) + static_cast<int>(!s.bodies.empty()) +
         static_cast<int>(s.due.has_value()) + static_cast<int>(s.part != Part::kTitle) +
         static_cast<int>(s.open_ended);
}

}  // namespace

void link_same(std::vector<Statement>& statements) {
  // A headline may announce what the text orders; else both have to oblige.
  std::vector<size_t> compared;
  for (size_t i = 0; i < statements.size() && compared.size() < kMostCompared; ++i) {
    if (statements[i].obliges() || statements[i].part == Part::kTitle ||
        statements[i].part == Part::kLead)
      compared.push_back(i);
  }
  std::map<size_t, std::set<std::string>> words;
  for (const size_t i : compared) words[i] = beginnings(statements[i]);
  std::vector<size_t> leader(statements.size());
  for (size_t i = 0; i < leader.size(); ++i) leader[i] = i;
  for (size_t x = 0; x < compared.size(); ++x) {
    for (size_t y = x + 1; y < compared.size(); ++y) {
      const size_t i = compared[x];
      const size_t j = compared[y];
      const Statement& a = statements[i];
      const Statement& b = statements[j];
      if (!a.obliges() && !b.obliges()) continue;
      // Neighbours in one passage are different duties.
      if (a.part == b.part && a.part != Part::kQuotation && !(a.part == Part::kBody)) continue;
      if (leader[j] != j || !may_be_same(a, b)) continue;
      const auto& short_words = words[i].size() < words[j].size() ? words[i] : words[j];
      const auto& long_words = words[i].size() < words[j].size() ? words[j] : words[i];
      if (short_words.size() < 3) continue;
      const auto shared =
          std::count_if(short_words.begin(), short_words.end(),
                        [&](const auto& word) { return long_words.contains(word); });
      const double share = static_cast<double>(shared) / static_cast<double>(short_words.size());
      const bool same_place =
          (overlap(a.areas, b.areas) || (!a.every.empty() && a.every == b.every)) &&
          !a.subject.empty() && a.subject == b.subject;
      const bool other_part = a.part != b.part;
      const double wanted = other_part ? (same_place ? kAlikeWithPlace : kAlikeWithin) : 0.75;
      if (share >= wanted) leader[j] = leader[i];
    }
  }
  std::map<size_t, size_t> fullest;  // leader → the statement that says it most fully
  for (const size_t i : compared) {
    const auto [at, first] = fullest.try_emplace(leader[i], i);
    if (!first && fullness(statements[i]) > fullness(statements[at->second])) at->second = i;
  }
  for (const size_t i : compared) {
    const size_t main = fullest[leader[i]];
    if (main == i) continue;
    statements[i].same_as = statements[main].id;
    if (statements[main].issuer.empty()) statements[main].issuer = statements[i].issuer;
  }
}

}  // namespace dostyq::reading
