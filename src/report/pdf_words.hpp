#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/confidence.hpp"
#include "base/date.hpp"
#include "base/text.hpp"

namespace dostyq::report {

/// What the PDF says, in one language: messages "report.<key>" of i18n/messages/report.toml, and
/// figures as that language writes them.
class Words {
 public:
  explicit Words(Language language) : language_(language) {}

  Language language() const { return language_; }
  const std::string& operator()(const Text& text) const { return text.in(language_); }
  std::string say(std::string_view key, const std::vector<std::string>& args = {}) const;

  std::string number(int64_t value) const;
  /// "63,4 %", "63.4%"; "–" of nothing.
  std::string percent(int64_t part, int64_t total) const;
  std::string decimal(double value, int digits) const;
  /// A figure of plan.json ("41234567", "0.5420 %") as this language writes it; other words stay as
  /// they are.
  std::string figure(const std::string& plain) const;
  std::string date(Date day) const;
  std::string list(const std::vector<Text>& items) const;
  /// "12,45 млрд KZT"; whole units below a million.
  std::string money(int64_t value, const std::string& currency) const;
  std::string confidence(Confidence confidence) const;

 private:
  Language language_;
};

}  // namespace dostyq::report
