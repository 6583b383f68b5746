# Patches applied by kubectl itself (--dry-run=client, --local), and what JSON patches complain of.
kubectl create configmap conf --from-literal=a=1 --from-literal=key=value
cat > c.yaml <<EOF
apiVersion: v1
kind: ConfigMap
metadata:
  name: conf
data:
  a: "2"
EOF
kubectl diff -f c.yaml | sed 's/LIVE-[0-9]*/LIVE/g; s/MERGED-[0-9]*/MERGED/g; s/\t20.*//'
kubectl apply -f c.yaml
kubectl diff -f c.yaml | sed 's/LIVE-[0-9]*/LIVE/g; s/MERGED-[0-9]*/MERGED/g; s/\t20.*//'
sed -i 's/"2"/"3"/' c.yaml
kubectl diff -f c.yaml | sed 's/LIVE-[0-9]*/LIVE/g; s/MERGED-[0-9]*/MERGED/g; s/\t20.*//'
kubectl patch cm conf -p '{"data":{"z":"1"}}' --dry-run=client
kubectl patch cm conf -p '{"data":{"z":"1"}}' --dry-run=client -o yaml
kubectl create deployment web --image=nginx
kubectl patch deploy web -p '{"spec":{"replicas":3}}' --dry-run=client -o name
kubectl patch deploy web -p '{"spec":{"replicas":3}}' --dry-run=client -o yaml
kubectl patch deploy web -p '{"spec":{"template":{"spec":{"containers":[{"name":"side","image":"busybox"}]}}}}' --dry-run=client -o yaml
kubectl patch deploy web -p '{"spec":{"template":{"spec":{"containers":[{"name":"nginx","image":"nginx:2"}]}}}}' --dry-run=client -o jsonpath='{.spec.template.spec.containers}'
kubectl patch deploy web -p '{"spec":{"replicas":1}}' --dry-run=client
kubectl patch deploy web --type=json -p '[{"op":"replace","path":"/spec/replicas","value":5}]' --dry-run=client -o jsonpath='{.spec.replicas}'
kubectl patch deploy web --type=json -p '[{"op":"remove","path":"/spec/nosuch"}]' --dry-run=client
kubectl patch deploy web --type=json -p '[{"op":"test","path":"/spec/replicas","value":9}]' --dry-run=client
kubectl patch deploy web --type=json -p '{"spec":1}' --dry-run=client
kubectl patch deploy web --type=merge -p '{"spec":{"replicas":4}}' --dry-run=client -o jsonpath='{.spec.replicas}'
kubectl create deployment l --image=nginx --dry-run=client -o yaml > l.yaml
kubectl patch --local -f l.yaml -p '{"spec":{"replicas":7}}' -o yaml
kubectl patch --local -f l.yaml -p '{"spec":{"replicas":7}}'
kubectl patch --local -f l.yaml --type=json -p '[{"op":"add","path":"/metadata/labels/x","value":"y"}]' -o yaml
kubectl patch -f l.yaml -p '{"spec":{"replicas":7}}' --dry-run=client
kubectl patch svc kubernetes -p '{"spec":{"ports":[{"port":443,"targetPort":1}]}}' --dry-run=client -o yaml
kubectl patch deploy web -p '{"spec":{"nosuch":3}}' --dry-run=client -o name
kubectl patch deploy web -p '{"spec":3}' --dry-run=client -o name
kubectl patch deploy web -p 'spec: {replicas: 3}' --dry-run=client
kubectl patch deploy web -p '{' --dry-run=client
kubectl patch deploy web -p '{' --type=merge --dry-run=client
kubectl patch deploy web -p '{' --type=json --dry-run=client
kubectl patch deploy web -p '[' --type=json --dry-run=client
kubectl patch deploy web -p '[{"op":"nosuch","path":"/a"}]' --type=json --dry-run=client
kubectl patch deploy web -p '[{"op":"add","path":"/spec/template/spec/containers/5","value":{}}]' --type=json --dry-run=client
kubectl patch deploy web -p '[{"op":"add","path":"/spec/template/spec/containers/-","value":{"name":"x","image":"y"}}]' --type=json --dry-run=client -o jsonpath='{.spec.template.spec.containers[*].name}'
kubectl patch deploy web -p '[{"op":"replace","path":"/metadata/nosuch","value":"x"}]' --type=json --dry-run=client
kubectl patch deploy web -p '[{"op":"move","from":"/spec/replicas","path":"/spec/x"}]' --type=json --dry-run=client -o jsonpath='{.spec.x}'
kubectl patch deploy web -p '3' --dry-run=client
kubectl patch deploy web -p '' --dry-run=client
kubectl patch deploy web -p '[]' --dry-run=client
kubectl patch deploy web -p '[]' --type=json --dry-run=client
d() { kubectl patch deploy web --type=json --dry-run=client -o jsonpath='{.metadata.labels}{.spec.replicas}{.spec.template.spec.containers[*].name}' -p "$1"; }
d '[{"op":"add","path":"/a/b/c","value":1}]'
d '[{"op":"add","path":"/spec/template/spec/containers/x","value":1}]'
d '[{"op":"add","path":"/spec/template/spec/containers/9","value":1}]'
d '[{"op":"add","path":"/spec/template/spec/containers/-1","value":{"name":"q"}}]'
d '[{"op":"remove","path":"/a/b"}]'
d '[{"op":"remove","path":"/spec/template/spec/containers/3"}]'
d '[{"op":"remove","path":"/metadata/labels/app"}]'
d '[{"op":"replace","path":"/a/b","value":1}]'
d '[{"op":"replace","path":"/spec/template/spec/containers/3","value":1}]'
d '[{"op":"replace","path":"/metadata/labels/new","value":"x"}]'
d '[{"op":"move","from":"/a/b","path":"/c"}]'
d '[{"op":"move","from":"/metadata/labels/nosuch","path":"/metadata/labels/b"}]'
d '[{"op":"move","from":"/metadata/labels/app","path":"/x/y/b"}]'
d '[{"op":"move","from":"/metadata/labels/app","path":"/metadata/labels/b"}]'
d '[{"op":"copy","from":"/a/b","path":"/c"}]'
d '[{"op":"copy","from":"/metadata/labels/app","path":"/metadata/labels/b"}]'
d '[{"op":"copy","from":"/metadata/labels/app","path":"/x/y/b"}]'
d '[{"op":"copy","from":"/spec/template/spec/containers/4","path":"/metadata/labels/b"}]'
d '[{"op":"test","path":"/spec/replicas","value":1}]'
d '[{"op":"test","path":"/spec/replicas","value":2}]'
d '[{"op":"test","path":"/a/b","value":2}]'
d '[{"op":"test","path":"/spec/nosuch","value":null}]'
d '[{"op":"test","path":"/spec/nosuch","value":2}]'
d '[{"op":"nosuch","path":"/a"}]'
d '[{"path":"/a"}]'
d '[{"op":"add","value":1}]'
d '[{"op":"move","path":"/a"}]'
d '[{"op":"add","path":"metadata/labels/x","value":"y"}]'
d '[3]'
d '[]'
kubectl patch deploy web --type=json -p '[{"op":"replace","path":"/metadata/labels/new","value":"x"}]'
kubectl patch deploy web --type=json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"nginx:1.27"}]'
kubectl patch deploy web --type=json -p '[{"op":"remove","path":"/metadata/labels/nosuch"}]'
kubectl patch deploy web --type=json -p '[{"op":"test","path":"/spec/replicas","value":9},{"op":"replace","path":"/spec/replicas","value":3}]'
kubectl get deploy web --show-labels
