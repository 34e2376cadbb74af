#include "corpus.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "directive/names.hpp"

namespace dostyq::trial {
namespace {

std::string trimmed(const std::string& text) {
  const size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::vector<std::string> split(const std::string& text, char by) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, by);) parts.push_back(trimmed(part));
  return parts;
}

ExpectedDuty duty_of(const std::string& text, int row) {
  ExpectedDuty duty;
  std::istringstream words(text);
  std::string word;
  words >> word;
  const auto modality =
      std::find(directive::kModalityNames.begin(), directive::kModalityNames.end(), word);
  EXPECT_NE(modality, directive::kModalityNames.end()) << "row " << row << ": " << word;
  duty.modality = static_cast<directive::Modality>(modality - directive::kModalityNames.begin());
  while (words >> word) {
    if (word == "open") {
      duty.open = true;
    } else if (word.starts_with("areas=")) {
      duty.areas = split(word.substr(6), ',');
    } else if (word.starts_with("every=")) {
      duty.every = word.substr(6);
    } else if (word.starts_with("due=")) {
      duty.due = Date::parse(word.substr(4));
      EXPECT_TRUE(duty.due) << "row " << row << ": " << word;
    } else if (word.starts_with("number=")) {
      duty.number = std::stoi(word.substr(7));
    } else {
      ADD_FAILURE() << "row " << row << ": " << word;
    }
  }
  std::sort(duty.areas.begin(), duty.areas.end());
  return duty;
}

std::string show(const reading::Statement& s) {
  std::string out(directive::name(s.modality));
  for (const std::string& area : s.areas) out += " " + area;
  if (!s.every.empty()) out += " every=" + s.every;
  if (s.open_ended) out += " open";
  if (s.due && s.due->date) out += " due=" + s.due->date->to_string();
  if (s.number) out += " number=" + std::to_string(*s.number);
  return out;
}

}  // namespace

std::vector<CorpusLine> read_corpus(const std::string& file) {
  std::vector<CorpusLine> corpus;
  std::ifstream lines(file);
  EXPECT_TRUE(lines.good()) << file;
  int row = 0;
  for (std::string line; std::getline(lines, line);) {
    ++row;
    if (line.empty() || line.front() == '#') continue;
    const std::vector<std::string> fields = split(line, '|');
    EXPECT_EQ(fields.size(), 3U) << "row " << row;
    if (fields.size() != 3) continue;
    CorpusLine entry{row, fields[0], fields[2], {}};
    if (fields[1] != "-") {
      for (const std::string& part : split(fields[1], ';'))
        entry.duties.push_back(duty_of(part, row));
    }
    corpus.push_back(std::move(entry));
  }
  return corpus;
}

CorpusScore score(const std::vector<CorpusLine>& corpus, reading::Reader& reader) {
  CorpusScore out;
  for (const CorpusLine& line : corpus) {
    reading::ReadOptions options;
    options.published = Date::parse("2025-04-24");
    const auto report = reader.read(line.sentence, options);
    EXPECT_TRUE(report.has_value()) << "row " << line.row << ": " << report.error().key;
    if (!report) continue;
    std::vector<const reading::Statement*> duties;
    for (const reading::Statement& statement : report->statements) {
      if (statement.obliges()) duties.push_back(&statement);
    }
    std::string found;
    for (const reading::Statement* duty : duties)
      found += (found.empty() ? "" : " ; ") + show(*duty);
    const auto miss = [&](const std::string& what) {
      out.misses.push_back(line.language + " row " + std::to_string(line.row) + " " + what + ": [" +
                           found + "] " + line.sentence);
    };
    const auto described = static_cast<size_t>(directive::Modality::kDescribed);
    out.orders.expected += static_cast<int>(line.duties.size());
    out.orders.found += static_cast<int>(duties.size());
    out.orders.right += static_cast<int>(std::min(line.duties.size(), duties.size()));
    if (line.duties.empty()) ++out.modality[described].expected;
    if (duties.empty()) ++out.modality[described].found;
    if (line.duties.empty() && duties.empty()) ++out.modality[described].right;
    for (const ExpectedDuty& duty : line.duties)
      ++out.modality[static_cast<size_t>(duty.modality)].expected;
    for (const reading::Statement* duty : duties)
      ++out.modality[static_cast<size_t>(duty->modality)].found;
    if (line.duties.size() != duties.size()) miss("duties");
    for (size_t i = 0; i < std::min(line.duties.size(), duties.size()); ++i) {
      const ExpectedDuty& expected = line.duties[i];
      const reading::Statement& duty = *duties[i];
      if (expected.modality != duty.modality) {
        miss("modality");
        continue;
      }
      ++out.modality[static_cast<size_t>(duty.modality)].right;
      std::vector<std::string> areas = duty.areas;
      std::sort(areas.begin(), areas.end());
      const bool wanted = !expected.areas.empty() || !expected.every.empty() || expected.open;
      const bool named = !areas.empty() || !duty.every.empty() || duty.open_ended;
      const bool same = expected.areas == areas && expected.every == duty.every &&
                        expected.open == duty.open_ended;
      out.places.expected += wanted;
      out.places.found += named;
      out.places.right += wanted && same;
      if (!same) miss("places");
      const std::optional<Date> day = duty.due ? duty.due->date : std::nullopt;
      out.dues.expected += expected.due.has_value();
      out.dues.found += day.has_value();
      out.dues.right += expected.due.has_value() && expected.due == day;
      if (expected.due != day) miss("due");
      if (expected.number && expected.number != duty.number) miss("number");
    }
  }
  return out;
}

}  // namespace dostyq::trial
