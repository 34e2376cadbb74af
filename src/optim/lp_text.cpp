#include "optim/lp_text.hpp"

#include <cmath>
#include <cstdio>
#include <span>

namespace dostyq::optim {
namespace {

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.17g", value);
  return text;
}

std::string bound(double value) {
  if (std::isinf(value)) return value > 0 ? "+inf" : "-inf";
  return number(value);
}

std::string column_name(int column) { return "x" + std::to_string(column); }

void append_term(std::string& text, double coefficient, int column) {
  text += coefficient < 0 ? "\n - " : "\n + ";
  text += number(std::abs(coefficient)) + " " + column_name(column);
}

void append_row(std::string& text, const std::string& name, std::span<const Term> terms,
                const char* sense, double side) {
  text += " " + name + ":";
  if (terms.empty()) append_term(text, 0, 0);
  for (const Term& term : terms) append_term(text, term.coefficient, term.column);
  text += std::string("\n ") + sense + " " + number(side) + "\n";
}

}  // namespace

std::string to_lp_text(const MipModel& model) {
  std::string text = "Minimize\n obj:";
  for (int j = 0; j < static_cast<int>(model.columns.size()); ++j) {
    append_term(text, model.columns[static_cast<size_t>(j)].cost, j);
  }
  text += "\nSubject To\n";
  for (size_t i = 0; i < model.rows.size(); ++i) {
    const Row& row = model.rows[i];
    const std::string name = "r" + std::to_string(i);
    if (row.lower == row.upper) {
      append_row(text, name, row.terms, "=", row.lower);
      continue;
    }
    if (!std::isinf(row.lower)) append_row(text, name, row.terms, ">=", row.lower);
    if (!std::isinf(row.upper)) {
      append_row(text, std::isinf(row.lower) ? name : name + "u", row.terms, "<=", row.upper);
    }
  }
  text += "Bounds\n";
  for (int j = 0; j < static_cast<int>(model.columns.size()); ++j) {
    const Column& column = model.columns[static_cast<size_t>(j)];
    if (std::isinf(column.lower) && std::isinf(column.upper)) {
      text += " " + column_name(j) + " free\n";
    } else {
      text +=
          " " + bound(column.lower) + " <= " + column_name(j) + " <= " + bound(column.upper) + "\n";
    }
  }
  text += "General\n";
  for (int j = 0; j < static_cast<int>(model.columns.size()); ++j) {
    if (model.columns[static_cast<size_t>(j)].integer) text += " " + column_name(j) + "\n";
  }
  return text + "End\n";
}

}  // namespace dostyq::optim
