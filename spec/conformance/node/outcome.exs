# How a term is written in an outcome, as JSON: docs/conformance-mapping.md.

defmodule Outcome do
  def versions() do
    release = :erlang.system_info(:otp_release)
    file = Path.join([:code.root_dir(), "releases", release, "OTP_VERSION"])

    otp =
      case File.read(file) do
        {:ok, version} -> String.trim(version)
        {:error, _} -> List.to_string(release)
      end

    ~s({"otp":#{text(otp)},"elixir":#{text(System.version())}})
  end

  def line(name, json), do: ~s({"name":#{text(name)},"outcome":#{json}})

  def encode(term) when is_boolean(term), do: Atom.to_string(term)
  def encode(nil), do: "null"
  def encode(term) when is_atom(term), do: term |> inspect() |> text()
  def encode(term) when is_integer(term) or is_float(term), do: to_string(term)
  def encode(term) when is_binary(term), do: text(term)
  def encode(term) when is_reference(term), do: text("#ref")
  def encode(term) when is_function(term), do: text("#fun")

  def encode(term) when is_pid(term) do
    case Steps.label_of(term) do
      nil -> text("#pid")
      label -> text("#pid<#{label}>")
    end
  end

  def encode(%module{__exception__: true} = error) do
    message = error |> Exception.message() |> unnumbered()
    ~s({"exception":#{module |> inspect() |> text()},"message":#{text(message)}})
  end

  def encode(%module{}), do: ~s({"struct":#{module |> inspect() |> text()}})

  def encode(term) when is_map(term) do
    ~s({"map":#{list(term, fn {key, value} -> list([key, value], &encode/1) end)}})
  end

  def encode(term) when is_tuple(term), do: ~s({"tuple":#{term |> Tuple.to_list() |> list(&encode/1)}})

  def encode(term) when is_list(term), do: if(stack?(term), do: text("#stack"), else: list(term, &encode/1))

  defp list(terms, encoder), do: "[" <> Enum.map_join(terms, ",", encoder) <> "]"

  # Frames of a stack: module, function, arity or arguments, place.
  defp stack?([{module, function, arity, place} | _]) do
    is_atom(module) and is_atom(function) and is_list(place) and (is_integer(arity) or is_list(arity))
  end

  defp stack?(_), do: false

  # Pids and references have other numbers in every run.
  defp unnumbered(message) do
    message
    |> String.replace(~r/#PID<[0-9.]+>/, "#PID")
    |> String.replace(~r/#Reference<[0-9.]+>/, "#Ref")
  end

  defp text(string), do: ~s(") <> for(<<char::utf8 <- string>>, into: "", do: escape(char)) <> ~s(")

  defp escape(char) when char in [?", ?\\], do: <<?\\, char>>
  defp escape(char) when char in 0x20..0x7E, do: <<char>>
  defp escape(char) when char < 0x10000, do: "\\u" <> (char |> Integer.to_string(16) |> String.pad_leading(4, "0"))

  defp escape(char) do
    <<high::16, low::16>> = <<char::utf8>> |> :unicode.characters_to_binary(:utf8, :utf16)
    escape(high) <> escape(low)
  end
end
