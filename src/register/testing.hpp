#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>

#include "register/documents.hpp"
#include "register/life.hpp"
#include "register/register.hpp"
#include "store/testing.hpp"
#include "world/new_programme.hpp"

// For the tests of the register: one with the example programme, on a clock that stands still.
namespace dostyq::registry {

inline const Actor kVisitor{};
inline const Actor kViewer{"vera", Role::kViewer, ""};
inline const Actor kSecretary{"aigul", Role::kSecretariat, ""};
inline const Actor kController{"marat", Role::kController, ""};
inline const Actor kAdministrator{"root", Role::kAdministrator, ""};
inline Actor officer_of(const std::string& region) { return {"daniyar", Role::kOfficer, region}; }

inline std::string say(const Error& error) {
  std::string text = error.where.file + "[" + error.where.column + "] " + error.key;
  for (const std::string& arg : error.args) text += " {" + arg + "}";
  return text;
}
inline std::string say(const FieldProblems& problems) {
  std::string all;
  for (const FieldProblem& p : problems)
    all += p.table + "/" + p.record + "." + p.field + ": " + say(p.error) + "; ";
  return all;
}
inline std::string say(const Problems& problems) {
  std::string all;
  for (const Error& error : problems) all += say(error) + "; ";
  return all;
}

template <typename T, typename E>
T must(tl::expected<T, E> result) {
  if (!result) throw std::runtime_error(say(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}
/// "key" of the first problem; "" when there is none.
template <typename T>
std::string key_of(const Submitted<T>& result) {
  return result ? "" : result.error().front().error.key;
}
template <typename T>
std::string key_of(const Result<T>& result) {
  return result ? "" : result.error().key;
}

/// The programme of `dostyq new`, imported on 2026-03-02.
class Example : public testing::Test {
 protected:
  Example() : address_(store::new_sqlite()), facts_(open()) {
    must(facts_->import_files(kSecretary, world::example_files(), "start"));
  }
  std::unique_ptr<Register> open() {
    RegisterOptions options;
    options.clock = [this] { return at_; };
    options.freshness = std::chrono::milliseconds(0);
    return must(Register::open(must(store::Database::open(address_)), options));
  }
  void today(const std::string& day) { at_ = day + "T09:00:00.000Z"; }
  std::string document(const std::string& words = "signed act") {
    NewDocument made;
    made.name = "act.txt";
    made.dated = *Date::parse("2026-01-04");
    made.bytes = words;
    return must(add_document(facts_->database(), kSecretary, made, at_)).id;
  }
  Cells cells(const std::string& table, const std::string& record) {
    const auto snapshot = facts_->now();
    const Table* found = snapshot->state.table(table);
    return found->cells(*found->find(record));
  }
  int64_t version(const std::string& table, const std::string& record) {
    const Record* found = facts_->now()->state.find(table, record);
    return found == nullptr ? 0 : found->version;
  }
  /// The record with one cell changed.
  Change edit(const std::string& table, const std::string& record, const std::string& column,
              const std::string& cell) {
    Change change{table, record, false, cells(table, record), version(table, record)};
    change.cells[column] = cell;
    return change;
  }

  std::string at_ = "2026-03-02T09:00:00.000Z";
  std::string address_;
  std::unique_ptr<Register> facts_;
};

}  // namespace dostyq::registry
