# Untidy manifests: Windows line ends, a byte order mark, tabs, empty documents, duplicates, wrong types, folders.
printf 'apiVersion: v1\r\nkind: ConfigMap\r\nmetadata:\r\n  name: win\r\ndata:\r\n  a: "1"\r\n' > win.yaml
kubectl apply -f win.yaml
kubectl get cm win -o jsonpath='{.data}{"\n"}'
printf 'apiVersion: v1\r\nkind: ConfigMap\r\nmetadata:\r\n  name: win2\r\n---\r\napiVersion: v1\r\nkind: ConfigMap\r\nmetadata:\r\n  name: win3\r\n' > win2.yaml
kubectl apply -f win2.yaml
printf 'apiVersion: v1\r\nkind: ConfigMap\r\nmetadata:\r\n  name: winb\r\ndata:\r\n  s: |\r\n    one\r\n    two\r\n' > winb.yaml
kubectl apply -f winb.yaml
kubectl get cm winb -o jsonpath='{.data.s}' | cat -A
printf '\357\273\277apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: bom\n' > bom.yaml
kubectl apply -f bom.yaml
printf '\357\273\277{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"bomj"}}' > bom.json
kubectl apply -f bom.json
printf '\n\n---\n\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: gaps\n---\n---\n\n' > gaps.yaml
kubectl apply -f gaps.yaml
printf -- '---\n# only words\n---\n' > words.yaml
kubectl apply -f words.yaml
printf '   \n\n' > blank.yaml
kubectl apply -f blank.yaml
printf '# nothing\n' > comment.yaml
kubectl create -f comment.yaml
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: twice\n  name: thrice\n' > twice.yaml
kubectl apply -f twice.yaml
kubectl create -f twice.yaml
kubectl create -f twice.yaml --validate=warn
kubectl create -f twice.yaml --validate=maybe
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: dup\ndata:\n  a: x\n  a: y\n' > dup.yaml
kubectl apply -f dup.yaml
kubectl apply -f dup.yaml --validate=false
kubectl get cm dup -o jsonpath='{.data.a}{"\n"}'
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: num\ndata:\n  port: 80\n  on: yes\n' > num.yaml
kubectl apply -f num.yaml
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: null1\ndata:\n' > null1.yaml
kubectl apply -f null1.yaml
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\ndata:\n  a: b\n' > noname.yaml
kubectl apply -f noname.yaml
kubectl create -f noname.yaml
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\nname: side\n' > side.yaml
kubectl apply -f side.yaml
kubectl create -f side.yaml
printf 'apiVersion: v1\nkind: configmap\nmetadata:\n  name: lower\n' > lower.yaml
kubectl apply -f lower.yaml
printf 'apiVersion: V1\nkind: ConfigMap\nmetadata:\n  name: upper\n' > upper.yaml
kubectl apply -f upper.yaml
printf 'apiversion: v1\nkind: ConfigMap\nmetadata:\n  name: small\n' > small.yaml
kubectl apply -f small.yaml
printf 'apiVersion: v1\nKind: ConfigMap\nmetadata:\n  name: big\n' > big.yaml
kubectl apply -f big.yaml
printf 'apiVersion: v1\nkind: Deployment\nmetadata:\n  name: web\n' > wrong-group.yaml
kubectl apply -f wrong-group.yaml
printf 'apiVersion: apps/v2\nkind: Deployment\nmetadata:\n  name: web\n' > wrong-version.yaml
kubectl apply -f wrong-version.yaml
printf 'apiVersion: a/b/c\nkind: Deployment\nmetadata:\n  name: web\n' > wrong-slashes.yaml
kubectl apply -f wrong-slashes.yaml
printf 'apiVersion: v1\n kind: Pod\nmetadata:\n  name: p\n' > indent1.yaml
kubectl apply -f indent1.yaml
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n  - name: a\n   image: nginx\n' > indent2.yaml
kubectl apply -f indent2.yaml
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n    name: a\n    image: nginx\n' > nolist.yaml
kubectl apply -f nolist.yaml
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\ncontainers:\n- name: a\n  image: nginx\n' > outdent.yaml
kubectl apply -f outdent.yaml
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n  -name: a\n  -image: nginx\n' > nospace.yaml
kubectl apply -f nospace.yaml
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name:p\n' > colonless.yaml
kubectl apply -f colonless.yaml
printf 'apiVersion:v1\nkind:Pod\n' > colonless2.yaml
kubectl apply -f colonless2.yaml
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: "p\n' > quote.yaml
kubectl apply -f quote.yaml
printf "apiVersion: v1\nkind: Pod\nmetadata:\n  name: 'it's'\n" > quote2.yaml
kubectl apply -f quote2.yaml
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  labels:\n    - app: web\n' > labels.yaml
kubectl apply -f labels.yaml
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  labels:\n    app: true\nspec:\n  containers:\n  - {name: a, image: nginx}\n' > bool.yaml
kubectl apply -f bool.yaml
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n  - name: a\n    image: nginx\n    ports:\n    - containerPort: "80"\n' > port.yaml
kubectl apply -f port.yaml
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n  - name: a\n    image: nginx\n    env:\n    - name: N\n      value: 5\n' > env.yaml
kubectl apply -f env.yaml
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n  - name: a\n    image: nginx\n    command: sleep 5\n' > command.yaml
kubectl apply -f command.yaml
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n  - name: a\n    image: nginx\n  - name: a\n    image: redis\n' > same.yaml
kubectl apply -f same.yaml
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n  - name: a\n' > noimage.yaml
kubectl apply -f noimage.yaml
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers: []\n' > none.yaml
kubectl apply -f none.yaml
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  namespace: nosuch\nspec:\n  containers:\n  - {name: a, image: nginx}\n' > ns.yaml
kubectl apply -f ns.yaml
kubectl apply -f ns.yaml -n default
printf 'kind: ConfigMap apiVersion: v1\n' > oneline.yaml
kubectl apply -f oneline.yaml
printf '%%YAML 1.2\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: directive}\n' > directive.yaml
kubectl apply -f directive.yaml
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: star}\ndata: {a: *x}\n' > star.yaml
kubectl apply -f star.yaml
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: anchor}\ndata: {a: &x "1", b: *x}\n' > anchor.yaml
kubectl apply -f anchor.yaml
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: at}\ndata: {a: @x}\n' > at.yaml
kubectl apply -f at.yaml
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\n' > helm.yaml
kubectl apply -f helm.yaml
printf '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"j1"},}' > comma.json
kubectl apply -f comma.json
printf '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"j1"}}{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"j2"}}' > two.json
kubectl apply -f two.json
printf "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'j3'}}" > single.json
kubectl apply -f single.json
printf '[{"apiVersion":"v1"}]' > array.json
kubectl apply -f array.json
printf -- '- apiVersion: v1\n- kind: Pod\n' > list.yaml
kubectl apply -f list.yaml
printf 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: l1}\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: l2}\n' > real-list.yaml
kubectl apply -f real-list.yaml
printf 'apiVersion: v1\nkind: List\nitems:\n- kind: ConfigMap\n  metadata: {name: l3}\n' > bad-list.yaml
kubectl apply -f bad-list.yaml
mkdir -p all/sub && cp win.yaml all/a.yaml && cp tab.yaml all/ ; cp indent2.yaml all/b.yml && cp gaps.yaml all/c.yaml && cp gaps.yaml all/readme.txt && cp winb.yaml all/sub/
kubectl apply -f all
kubectl apply -f all/
kubectl apply -R -f all
kubectl apply -f all/b.yml -f all/c.yaml
kubectl apply -f all/readme.txt
kubectl apply -f 'all/*.yaml'
kubectl apply -f all/a.yaml all/c.yaml
kubectl apply all/a.yaml
kubectl apply -f all/a.yaml,all/c.yaml
kubectl apply -f a.yaml -f gaps.yaml
kubectl apply -f .
kubectl apply -f all/sub/nosuch
kubectl create -f all/a.yaml -f all/c.yaml
kubectl delete -f all/a.yaml -f all/nosuch.yaml
kubectl delete -f all
kubectl delete -f gaps.yaml -f win.yaml --ignore-not-found
kubectl get cm -o name
kubectl apply -f - < win.yaml
kubectl apply -f < win.yaml
kubectl apply < win.yaml
cat win.yaml | kubectl apply -f
cat win.yaml gaps.yaml | kubectl apply -f -
kubectl apply -f - < /dev/null
kubectl replace -f gaps.yaml -f bom.yaml
kubectl replace -f noname.yaml
kubectl replace
